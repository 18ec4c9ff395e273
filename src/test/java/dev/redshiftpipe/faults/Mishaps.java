package dev.redshiftpipe.faults;

import dev.redshiftpipe.endtoend.Site;
import dev.redshiftpipe.faults.Fleet.Berth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What goes wrong, one mishap after another; those that last overlap. Which, when and how is drawn
 * from one random number, so that a seed gives the same again as far as processes do.
 */
final class Mishaps implements AutoCloseable {
  /**
   * @param name for the summary
   * @param cards how many of the deck it has
   * @param strike what it does; false when that is not possible now
   */
  private record Mishap(String name, int cards, Predicate<Random> strike) {}

  private final Site site;
  private final Fleet fleet;
  private final ApiFaults api;
  private final Ledger ledger;
  private final Messenger messenger;
  private final Journal journal;
  private final Random random;
  private final Deck<Mishap> deck;
  private final Deck<ApiFaults.Kind> apiDeck;
  private final Timetable timetable = new Timetable("mishaps");
  private final Map<String, Integer> counts = new TreeMap<>();
  private boolean isWarehouseStruck;

  private final List<Mishap> all =
      List.of(
          new Mishap("kill", 4, this::kill),
          new Mishap("terminate", 2, this::terminate),
          new Mishap("freeze", 3, this::freeze),
          new Mishap("tell again at once", 4, random -> tellAgain(random, true)),
          new Mishap("tell again later", 4, random -> tellAgain(random, false)),
          new Mishap("Data API", 14, this::orderApiFault),
          new Mishap("pause the warehouse", 1, this::pause),
          new Mishap("drop connections", 2, this::dropConnections),
          new Mishap("take a table away", 1, this::takeTableAway));

  Mishaps(
      Site site,
      Fleet fleet,
      ApiFaults api,
      Ledger ledger,
      Messenger messenger,
      Journal journal,
      Random random) {
    this.site = site;
    this.fleet = fleet;
    this.api = api;
    this.ledger = ledger;
    this.messenger = messenger;
    this.journal = journal;
    this.random = random;
    this.deck =
        new Deck<>(
            all.stream().flatMap(one -> Collections.nCopies(one.cards, one).stream()).toList(),
            random);
    this.apiDeck = new Deck<>(List.of(ApiFaults.Kind.values()), random);
    all.forEach(mishap -> counts.put(mishap.name, 0));
  }

  void start(Instant end) {
    timetable.after(Duration.ZERO, () -> next(end));
  }

  /** Waits until what lasts is over. */
  void finish() {
    timetable.finish();
    api.stop();
    journal.write("the faults are over");
  }

  /** How often each has happened. */
  Map<String, Integer> counts() {
    return counts;
  }

  @Override
  public void close() {
    timetable.close();
  }

  private void next(Instant end) {
    if (!Instant.now().isBefore(end)) {
      return;
    }
    Mishap mishap = deck.next();
    // its own, so that what cannot strike now does not change what comes next
    Random own = new Random(random.nextLong());
    Duration pause = Duration.ofMillis(200 + random.nextInt(1300));
    if (mishap.strike.test(own)) {
      counts.merge(mishap.name, 1, Integer::sum);
    }
    timetable.after(pause, () -> next(end));
  }

  private boolean kill(Random own) {
    Berth berth = fleet.berth(own.nextInt(fleet.size()));
    Duration gap = Duration.ofMillis(own.nextInt(3000));
    if (!fleet.isSpare(berth)) {
      return false;
    }
    journal.write("kill " + berth);
    berth.kill();
    timetable.after(gap, berth::occupy);
    return true;
  }

  private boolean terminate(Random own) {
    Berth berth = fleet.berth(own.nextInt(fleet.size()));
    Duration gap = Duration.ofMillis(own.nextInt(3000));
    if (!fleet.isSpare(berth)) {
      return false;
    }
    journal.write("terminate " + berth);
    berth.terminate();
    timetable.after(gap, berth::occupy);
    return true;
  }

  /** For longer than a message stays invisible, mostly. */
  private boolean freeze(Random own) {
    Berth berth = fleet.berth(own.nextInt(fleet.size()));
    Duration howLong = Duration.ofMillis(3000 + own.nextInt(9000));
    if (!fleet.isSpare(berth)) {
      return false;
    }
    journal.write("freeze " + berth + " for " + howLong);
    berth.freeze();
    timetable.after(
        howLong,
        () -> {
          journal.write("thaw " + berth);
          berth.thaw();
        });
    return true;
  }

  private boolean tellAgain(Random own, boolean newest) {
    List<PutFile> files = ledger.some(1 + own.nextInt(20), newest, own);
    messenger.tellAgain(files, own);
    return !files.isEmpty();
  }

  private boolean orderApiFault(Random own) {
    ApiFaults.Kind kind = apiDeck.next();
    int times = 1 + own.nextInt(kind.most());
    journal.write("Data API: %s, %d times".formatted(kind, times));
    api.stop(); // orders must not pile up while lanes are held: something is to be loaded too
    api.order(kind, times, own.nextInt(100));
    return true;
  }

  private boolean pause(Random own) {
    Duration howLong = Duration.ofMillis(500 + own.nextInt(4000));
    return strikeWarehouse(
        "pause for " + howLong, howLong, site::pauseWarehouse, site::resumeWarehouse);
  }

  private boolean dropConnections(Random own) {
    return strikeWarehouse("drop connections", Duration.ZERO, site::dropConnections, () -> {});
  }

  private boolean takeTableAway(Random own) {
    String table = Folder.tables().get(own.nextInt(Folder.tables().size()));
    String name = table.replaceAll(".*\\.", "");
    Duration howLong = Duration.ofMillis(500 + own.nextInt(5000));
    return strikeWarehouse(
        "take " + table + " away for " + howLong,
        howLong,
        () -> site.warehouse().rows("ALTER TABLE %s RENAME TO %s_away".formatted(table, name)),
        () -> site.warehouse().rows("ALTER TABLE %s_away RENAME TO %s".formatted(table, name)));
  }

  /** One at a time: a table can be given back only by a warehouse that answers. */
  private boolean strikeWarehouse(String what, Duration howLong, Runnable begin, Runnable end) {
    if (isWarehouseStruck) {
      return false;
    }
    isWarehouseStruck = true;
    journal.write(what);
    begin.run();
    timetable.after(
        howLong,
        () -> {
          end.run();
          isWarehouseStruck = false;
          journal.write("over: " + what);
        });
    return true;
  }
}
