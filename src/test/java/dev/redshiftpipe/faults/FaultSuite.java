package dev.redshiftpipe.faults;

import dev.redshiftpipe.endtoend.Site;
import dev.redshiftpipe.endtoend.Warehouse;
import dev.redshiftpipe.faults.Problem.Kind;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.warehouse.Isolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A run: three processes on one queue, files all the time, and mishaps; then quiet, until the queue
 * is empty; then the comparison.
 *
 * @param faults how long things go wrong; settling comes on top
 */
record FaultSuite(long seed, Duration faults, Isolation isolation) {
  private static final int PROCESSES = 3;

  /** Held lanes are probed every minute at the latest, parked files are delayed. */
  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(10);

  private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

  /**
   * Reads {@code seed} (a number, or {@code random}), {@code minutes} and {@code isolation}
   * (snapshot or serializable; else the seed's parity decides).
   */
  static FaultSuite fromSystemProperties(String seed, String minutes) {
    String wanted = System.getProperty("seed", seed);
    long number =
        wanted.equals("random") ? new Random().nextInt(1_000_000) : Long.parseLong(wanted);
    String isolation = System.getProperty("isolation", "");
    return new FaultSuite(
        number,
        Duration.ofMillis(
            (long) (60_000 * Double.parseDouble(System.getProperty("minutes", minutes)))),
        !isolation.isEmpty()
            ? Isolation.valueOf(isolation.toUpperCase(Locale.ROOT))
            : number % 2 == 0 ? Isolation.SNAPSHOT : Isolation.SERIALIZABLE);
  }

  /** Logs and journal of the run. */
  Path logs() {
    return Path.of("target", "faults", "seed-" + seed);
  }

  Summary run() {
    ApiFaults api = new ApiFaults();
    try (Site site =
        Site.open(StandInOptions.forTests().withFaults(api).withIsolation(isolation))) {
      Path folder = prepared(site);
      Journal journal = new Journal(folder.resolve("pipe-mishaps.log"));
      try (Fleet fleet = new Fleet(PROCESSES, () -> site.startIn(folder), journal)) {
        return run(site, fleet, api, journal);
      } finally {
        keepLogs(folder);
      }
    }
  }

  private Summary run(Site site, Fleet fleet, ApiFaults api, Journal journal) {
    Ledger ledger = new Ledger();
    Messenger messenger = new Messenger(site);
    Random random = new Random(seed);
    Awaitility.await().atMost(STARTED_WITHIN).until(fleet::isAwake);
    Instant end = Instant.now().plus(faults);
    try (Feed feed = new Feed(site, ledger, messenger, new Random(random.nextLong()));
        Mishaps mishaps =
            new Mishaps(
                site, fleet, api, ledger, messenger, journal, new Random(random.nextLong()))) {
      feed.start(end);
      mishaps.start(end);
      feed.finish();
      mishaps.finish();
      fleet.recover();
      Instant quiet = Instant.now();
      List<Problem> problems = new ArrayList<>(settled(site, fleet));
      Duration settling = Duration.between(quiet, Instant.now());
      fleet.unclosed().forEach(text -> problems.add(new Problem(Kind.UNCLOSED_SCRAPES, text)));
      Verdict verdict = Verdict.of(site, ledger);
      problems.addAll(verdict.problems());
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("seed", seed);
      facts.put("isolation", isolation);
      facts.put("minutes of faults", faults.toMillis() / 60_000.0);
      facts.put("seconds of settling", settling.toSeconds());
      facts.put("files put", ledger.size());
      facts.put("rows in tables", verdict.rows());
      facts.put("processes started", fleet.started());
      facts.put("notifications repeated", messenger.again());
      facts.put("statements", api.statements());
      facts.put("loaded", verdict.loaded());
      facts.put("refused", verdict.refused());
      facts.put("dead letters twice in queue", verdict.letters().repeatedInQueue());
      facts.put("scrapes", fleet.scrapes());
      return new Summary(facts, mishaps.counts(), api.struck(), problems);
    }
  }

  /** Waits until nothing is left to do; what is still open then is wrong. */
  private static List<Problem> settled(Site site, Fleet fleet) {
    List<Problem> stuck = new ArrayList<>();
    try {
      Awaitility.await()
          .atMost(SETTLED_WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .during(Duration.ofSeconds(2))
          .until(() -> site.waiting() == 0 && fleet.inFlight() == 0);
    } catch (ConditionTimeoutException e) {
      stuck.add(
          new Problem(
              Kind.STUCK,
              "%d messages are in the queue, %d files in flight, after %s"
                  .formatted(site.waiting(), fleet.inFlight(), SETTLED_WITHIN)));
    }
    for (String late : fleet.notStopped(Patience.LONG)) {
      stuck.add(new Problem(Kind.STUCK, late));
    }
    return stuck;
  }

  private static Path prepared(Site site) {
    Warehouse warehouse = site.warehouse();
    Folder.tables().forEach(warehouse::table);
    site.s3().createBucket(request -> request.bucket("silent"));
    List<String> settings = new ArrayList<>(Folder.settings());
    settings.add("batch.files = 25");
    settings.add("queue.visibility = 5s");
    settings.add("in-flight.max = 1500");
    settings.add("stop.grace = 10s");
    return site.folder(settings.toArray(String[]::new));
  }

  private void keepLogs(Path folder) {
    org.assertj.core.util.Files.delete(logs().toFile());
    try (Stream<Path> files = Files.list(folder)) {
      Files.createDirectories(logs());
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.copy(log, logs().resolve(log.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
