package dev.redshiftpipe.model;

import dev.redshiftpipe.notification.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A queue as SQS is: at least once, and only the newest receipt of a message deletes it. */
final class QueueTwin {
  static final Duration VISIBILITY = Duration.ofMinutes(10);

  private final Map<String, Message> messages = new LinkedHashMap<>();
  private int sent;
  private int deliveries;

  /** A message that tells of a file. */
  static final class Message {
    private final String id;
    private final FileTwin file;
    private final Instant firstSeen;
    private Instant visibleAt;
    private String handle = "";

    private Message(String id, FileTwin file, Instant firstSeen, Instant visibleAt) {
      this.id = id;
      this.file = file;
      this.firstSeen = firstSeen;
      this.visibleAt = visibleAt;
    }

    FileTwin file() {
      return file;
    }

    Instant firstSeen() {
      return firstSeen;
    }

    Receipt receipt() {
      return new Receipt(id, handle);
    }

    @Override
    public String toString() {
      return id + " (" + file + ")";
    }
  }

  Message send(FileTwin file, Instant firstSeen, Instant visibleAt) {
    sent++;
    Message message = new Message("m" + sent, file, firstSeen, visibleAt);
    messages.put(message.id, message);
    return message;
  }

  boolean hasVisible(Instant now) {
    return messages.values().stream().anyMatch(message -> !message.visibleAt.isAfter(now));
  }

  Optional<Message> receive(Instant now) {
    Optional<Message> next =
        messages.values().stream().filter(message -> !message.visibleAt.isAfter(now)).findFirst();
    next.ifPresent(
        message -> {
          deliveries++;
          message.handle = "h" + deliveries;
          message.visibleAt = now.plus(VISIBILITY);
        });
    return next;
  }

  void delete(Collection<Receipt> receipts) {
    newest(receipts).forEach(message -> messages.remove(message.id));
  }

  /** Deletes those that tell of such files. */
  void deleteAbout(Collection<Receipt> receipts, Predicate<FileTwin> files) {
    newest(receipts).stream()
        .filter(message -> files.test(message.file))
        .forEach(message -> messages.remove(message.id));
  }

  void hide(Collection<Receipt> receipts, Instant now) {
    newest(receipts).forEach(message -> message.visibleAt = now.plus(VISIBILITY));
  }

  void showAgain(Collection<Receipt> receipts, Instant now) {
    newest(receipts).forEach(message -> message.visibleAt = now);
  }

  /** Those that nobody sees now. */
  List<Message> hidden(Instant now) {
    return messages.values().stream().filter(message -> message.visibleAt.isAfter(now)).toList();
  }

  void show(Message message, Instant now) {
    message.visibleAt = now;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  @Override
  public String toString() {
    return messages.values().toString();
  }

  private List<Message> newest(Collection<Receipt> receipts) {
    List<Message> found = new ArrayList<>();
    for (Receipt receipt : receipts) {
      Message message = messages.get(receipt.messageId());
      if (message != null && message.handle.equals(receipt.handle())) {
        found.add(message);
      }
    }
    return found;
  }
}
