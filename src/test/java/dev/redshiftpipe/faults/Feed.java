package dev.redshiftpipe.faults;

import dev.redshiftpipe.endtoend.Site;
import dev.redshiftpipe.faults.PutFile.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.sync.RequestBody;

/** Puts files, of every kind, now many and now few; deletes some of them and rewrites others. */
final class Feed implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int[] RATES = {5, 20, 40, 80}; // files a second

  private final Site site;
  private final Ledger ledger;
  private final Messenger messenger;
  private final Random random;
  private final Timetable timetable = new Timetable("feed");
  private final List<PutFile> untold = new ArrayList<>();
  private int ticks;
  private int rate;

  Feed(Site site, Ledger ledger, Messenger messenger, Random random) {
    this.site = site;
    this.ledger = ledger;
    this.messenger = messenger;
    this.random = random;
  }

  void start(Instant end) {
    timetable.after(Duration.ZERO, () -> tick(end));
  }

  /** Waits until everything is put, told of, deleted and rewritten. */
  void finish() {
    timetable.finish();
  }

  @Override
  public void close() {
    timetable.close();
  }

  private void tick(Instant end) {
    if (!Instant.now().isBefore(end)) {
      tellOfTheUntold();
      return;
    }
    if (ticks++ % 50 == 0) {
      rate = RATES[random.nextInt(RATES.length)];
    }
    double files = rate * TICK.toMillis() / 1000.0;
    int whole = (int) files + (random.nextDouble() < files % 1 ? 1 : 0);
    for (int i = 0; i < whole; i++) {
      put();
    }
    timetable.after(TICK, () -> tick(end));
  }

  private void put() {
    PutFile file = draw();
    write(file, PutFile.FIRST);
    ledger.add(file);
    Duration soon = Duration.ofMillis(random.nextInt(1500));
    if (file.fate() == Fate.DELETED) {
      timetable.after(soon, () -> delete(file));
    } else if (file.fate() == Fate.REWRITTEN) {
      timetable.after(soon, () -> write(file, PutFile.SECOND));
    }
    if (!file.folder().isAnnounced()) {
      untold.add(file);
      if (untold.size() > 5 && random.nextInt(20) == 0) {
        tellOfTheUntold();
      }
    }
  }

  private PutFile draw() {
    Folder folder = Folder.values()[random.nextInt(Folder.values().length)];
    int rows = 1 + random.nextInt(9);
    int lot = random.nextInt(200);
    int number = ledger.size();
    if (folder == Folder.LENIENT) {
      int bad = lot < 4 ? rows : lot < 40 ? random.nextInt(rows) : 0;
      Fate fate = bad == rows ? Fate.REFUSED : bad > 0 ? Fate.LOADED_IN_PART : Fate.LOADED;
      return new PutFile(number, folder, fate, rows, someOf(rows, bad));
    }
    Fate fate =
        lot < 4 ? Fate.REFUSED : lot < 7 ? Fate.DELETED : lot < 11 ? Fate.REWRITTEN : Fate.LOADED;
    return new PutFile(number, folder, fate, rows, someOf(rows, fate == Fate.REFUSED ? 1 : 0));
  }

  private Set<Integer> someOf(int rows, int count) {
    Set<Integer> some = new TreeSet<>();
    while (some.size() < count) {
      some.add(1 + random.nextInt(rows));
    }
    return some;
  }

  private void write(PutFile file, String version) {
    RequestBody content = RequestBody.fromBytes(file.content(version));
    site.s3().putObject(request -> request.bucket(file.folder().bucket()).key(file.key()), content);
  }

  private void delete(PutFile file) {
    site.s3().deleteObject(request -> request.bucket(file.folder().bucket()).key(file.key()));
  }

  private void tellOfTheUntold() {
    Collections.shuffle(untold, random);
    messenger.tell(untold, random);
    untold.clear();
  }
}
