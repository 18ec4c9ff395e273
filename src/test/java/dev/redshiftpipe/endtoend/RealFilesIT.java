package dev.redshiftpipe.endtoend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.settings.SettingsException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Every file of {@code real-files}, through one process with a pipe for each entry of its index.
 * All are put first; then the end is looked at, when the queue is empty or the patience is over.
 */
@Isolated("measures how long good files take")
final class RealFilesIT {
  /** After the last file was put. */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("real-files.patience", 60));

  /** From landing to commit, of a good file behind an odd one. */
  private static final int GOOD_FILE_SECONDS = 30;

  /** Entries that are put at the same time: so many tables load at once. */
  private static final int AT_ONCE = 24;

  /** So long a step waits for those before it. */
  private static final Duration SETTLED = Duration.ofSeconds(30);

  /** So long the good file waits for the odd ones before it. */
  private static final Duration ALONE = Duration.ofSeconds(6);

  /** So long it waits for what leaves no trace in the history. */
  private static final Duration UNSEEN = Duration.ofSeconds(2);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL_TABLES = "all-tables";
  private static final String ONLY = System.getProperty("real-files.only", "");

  private static final List<RealFile> FILES =
      RealFile.all().stream().filter(file -> file.name().matches(ONLY + ".*")).toList();
  private static final StoppedLoads STOPPED = new StoppedLoads();

  @RegisterExtension
  static final Site site = Site.open(StandInOptions.forTests().withFaults(STOPPED));

  /** Settings that every process has. */
  private static final Properties BASE = base();

  private static @Nullable GuardedS3 s3;

  private static final Map<String, String> unusable = new ConcurrentHashMap<>();
  private static Map<String, Map<String, Entry>> history = Map.of();
  private static volatile JsonNode status = JSON.createObjectNode();
  private static final Map<String, JsonNode> audits = new ConcurrentHashMap<>();

  /** All rows of the load history of a file in a table. */
  private record Entry(List<String> statuses, String reason, double seconds) {}

  @BeforeAll
  static void load() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      all(threads, RealFilesIT::prepare);
    }
    timed("prepared");
    List<String> settings = new ArrayList<>();
    settings.add("queue.receivers = 4");
    usable().forEach(file -> settings.addAll(file.settings()));
    settings.addAll(ofAllTables());
    Path folder = site.folder(settings.toArray(String[]::new));
    GuardedS3 guarded =
        new GuardedS3(URI.create(site.environment().getOrDefault("AWS_ENDPOINT_URL", "")));
    s3 = guarded;
    Map<String, String> environment = new HashMap<>(site.environment());
    environment.put("AWS_ENDPOINT_URL_S3", guarded.endpoint());
    PipeProcess pipe = site.adopt(PipeProcess.start(folder, QuickStart.java(), environment));
    site.put(ALL_TABLES + "/a.csv", "1,x\n");
    site.awaitEmptyQueue();
    timed("warm");
    Thread looking = Thread.ofVirtual().start(() -> lookAgainAndAgain(pipe));
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      all(threads, RealFilesIT::put);
    }
    timed("put");
    Instant end = Instant.now().plus(PATIENCE);
    while (site.waiting() > 0 && Instant.now().isBefore(end)) {
      Thread.sleep(200);
    }
    timed("ended");
    looking.interrupt();
    looking.join();
    status = JSON.readTree(pipe.get("/status"));
    history = readHistory();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int third = i;
        running.add(
            threads.submit(
                () -> {
                  audit(folder, third);
                  return third;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    timed("audited");
    Files.writeString(Path.of("target", "real-files.log"), pipe.log());
  }

  static Instant t0 = Instant.now();

  static void timed(String what) {
    System.out.println("TIMED " + what + " " + Duration.between(t0, Instant.now()).toMillis());
  }

  @AfterAll
  static void letGo() {
    STOPPED.releaseAll();
    if (s3 != null) {
      s3.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> end_as_their_index_says() {
    return FILES.stream()
        .map(
            file ->
                dynamicTest(
                    file.name(),
                    () ->
                        assertThat(faults(file))
                            .as("%s (%s)", file.madeBy(), file.knownFrom())
                            .isEmpty()));
  }

  @Test
  void have_a_name_each() {
    assertThat(RealFile.all()).extracting(RealFile::name).doesNotHaveDuplicates();
    assertThat(RealFile.all()).extracting(RealFile::into).doesNotHaveDuplicates();
  }

  @Test
  void are_all_in_the_index_and_in_the_list_of_how_they_were_made() throws IOException {
    TreeSet<String> used = new TreeSet<>();
    for (RealFile file : RealFile.all()) {
      file.deeds().stream().map(RealFile.Step::file).filter(Objects::nonNull).forEach(used::add);
      String good = file.neighbour().file();
      if (good != null) {
        used.add(good);
      }
    }
    String readme = Files.readString(RealFile.FOLDER.resolve("README.md"));
    try (Stream<Path> folder = Files.walk(RealFile.FOLDER)) {
      List<String> there =
          folder
              .filter(Files::isRegularFile)
              .map(path -> RealFile.FOLDER.relativize(path).toString())
              .filter(name -> !name.matches("index\\.yaml|README\\.md|\\.gitattributes"))
              .sorted()
              .toList();
      assertThat(there).containsExactlyElementsOf(used);
      assertThat(there).allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }
  }

  /** What is not as the index says. */
  private static List<String> faults(RealFile file) throws IOException {
    if (unusable.containsKey(file.name())) {
      return List.of(unusable.get(file.name()));
    }
    List<String> faults = new ArrayList<>();
    List<String> rows = site.warehouse().rows(file.rowsQuery()).stream().sorted().toList();
    if (!file.rightRows().contains(rows)) {
      faults.add(
          "has the rows %s instead of %s"
              .formatted(
                  rows, file.rightRows().stream().map(Object::toString).collect(joining(" or "))));
    }
    file.puts().forEach((url, put) -> faults.addAll(fates(file, url, put)));
    List<String> letters = site.letters(file.name());
    if (file.expectedLetters() >= 0 && letters.size() != file.expectedLetters()) {
      faults.add(letters.size() + " dead letters instead of " + file.expectedLetters());
    }
    faults.addAll(goodFile(file));
    for (JsonNode lane : status.path("lanes")) {
      if (lane.path("target").asText().endsWith(":" + file.into()) && lane.has("held")) {
        faults.add("its table is held: " + lane.at("/held/reason").asText());
      }
    }
    if (file.isAudited()) {
      JsonNode audit = audits.getOrDefault(file.name(), JSON.createObjectNode());
      int rewritten = audit.path("rewritten").asInt();
      if (audit.path("missing").asInt(-1) != file.missing() || rewritten != file.rewritten()) {
        faults.add("the audit says: " + audit);
      }
    }
    return faults;
  }

  private static List<String> fates(RealFile file, String url, RealFile.Step put) {
    Entry entry = entry(file, url);
    List<String> expected =
        switch (put.expected()) {
          case LOADED, REFUSED, SUPERSEDED ->
              List.of(put.expected().name().toLowerCase(Locale.ROOT));
          case LOADED_TWICE -> List.of("loaded", "loaded");
          case NONE -> List.of();
          case ANY -> entry.statuses();
        };
    List<String> faults = new ArrayList<>();
    if (!entry.statuses().equals(expected)) {
      faults.add(
          "%s is %s instead of %s%s".formatted(url, entry.statuses(), expected, because(entry)));
    } else if (put.refused() != null) {
      for (String part : put.refused()) {
        if (!entry.reason().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT))) {
          faults.add("%s is refused without \"%s\"%s".formatted(url, part, because(entry)));
        }
      }
    }
    return faults;
  }

  private static String because(Entry entry) {
    String line = entry.reason().replaceAll("(\\s|-{3,})+", " ");
    return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), 300));
  }

  private static List<String> goodFile(RealFile file) {
    String url = file.url(Objects.requireNonNullElse(file.neighbour().key(), ""));
    Entry entry = entry(file, url);
    if (!entry.statuses().equals(List.of("loaded"))) {
      return List.of("the good file is %s%s".formatted(entry.statuses(), because(entry)));
    }
    return entry.seconds() > GOOD_FILE_SECONDS
        ? List.of("the good file was loaded after %.1f s".formatted(entry.seconds()))
        : List.of();
  }

  private static Entry entry(RealFile file, String url) {
    return history
        .getOrDefault(file.into(), Map.of())
        .getOrDefault(url, new Entry(List.of(), "", 0));
  }

  /** Makes the table, where a process would start with these settings. */
  private static void prepare(RealFile file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(BASE);
    properties.load(new StringReader(String.join("\n", file.settings())));
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    try {
      Settings.read(texts, Map.of(), name -> "");
    } catch (SettingsException e) {
      unusable.put(file.name(), String.join("; ", e.mistakes()));
      return;
    }
    file.setup().forEach(sql -> site.warehouse().rows(sql));
    site.warehouse().rows(file.createTable());
  }

  /**
   * A pipe that writes into all tables: its first load makes lock and history of each, at the same
   * time and not one after the other.
   */
  private static List<String> ofAllTables() {
    site.warehouse().table("public.all_tables");
    String pipe = "pipe." + ALL_TABLES + ".";
    return List.of(
        pipe + "from = s3://landing/" + ALL_TABLES + "/",
        pipe + "into = public.all_tables",
        pipe + "format = csv",
        pipe + "then = DELETE FROM public.all_tables",
        pipe
            + "then-writes = "
            + usable().stream().map(RealFile::into).distinct().collect(joining(", ")));
  }

  private static Properties base() {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(site.folder().resolve("application.properties"))) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the steps of an entry, and puts the good file. */
  private static void put(RealFile file) throws Exception {
    if (unusable.containsKey(file.name())) {
      return;
    }
    int puts = 0;
    for (RealFile.Step step : file.deeds()) {
      if (step.put() != null) {
        put(file, file.objectKey(step.put()), step);
        puts++;
      }
      if (step.delete() != null) {
        String key = file.objectKey(step.delete());
        site.s3().deleteObject(request -> request.bucket("landing").key(key));
      }
      if (step.sql() != null) {
        site.warehouse().rows(step.sql());
      }
      if (step.hold() != null) {
        STOPPED.stop(file.name(), step.hold());
      }
      if ("held".equals(step.until())) {
        STOPPED.awaitStopped(file.name());
      } else if (step.until() != null) {
        awaitSettled(file, puts, SETTLED);
      }
      Thread.sleep(step.pause());
      if (step.release()) {
        STOPPED.release(file.name());
      }
    }
    awaitSettled(file, puts, ALONE);
    RealFile.Good good = file.neighbour();
    site.put(
        file.objectKey(Objects.requireNonNullElse(good.key(), "")),
        RealFile.content(good.file(), good.text()));
  }

  private static void put(RealFile file, String key, RealFile.Step step) {
    String source = step.copyOf();
    if (source != null) {
      site.s3()
          .copyObject(
              request ->
                  request
                      .sourceBucket("landing")
                      .sourceKey(file.objectKey(source))
                      .destinationBucket("landing")
                      .destinationKey(key));
      return;
    }
    RequestBody content = RealFile.content(step.file(), step.text());
    if (step.multipart()) {
      String id =
          site.s3().createMultipartUpload(request -> request.bucket("landing").key(key)).uploadId();
      String etag =
          site.s3()
              .uploadPart(
                  request -> request.bucket("landing").key(key).uploadId(id).partNumber(1), content)
              .eTag();
      site.s3()
          .completeMultipartUpload(
              request ->
                  request
                      .bucket("landing")
                      .key(key)
                      .uploadId(id)
                      .multipartUpload(all -> all.parts(one -> one.partNumber(1).eTag(etag))));
      return;
    }
    site.s3()
        .putObject(
            request -> request.bucket("landing").key(key).contentEncoding(step.encoding()),
            content);
  }

  /** Waits until all that was put has come to an end; some of it leaves no trace, some is held. */
  private static void awaitSettled(RealFile file, int puts, Duration atMost)
      throws InterruptedException {
    Instant begin = Instant.now();
    boolean isSettled = false;
    while (!isSettled && Instant.now().isBefore(begin.plus(atMost))) {
      Thread.sleep(200);
      JsonNode counts = status.path("pipes").path(file.name());
      isSettled =
          counts.path("in-flight").asInt() == 0
              && (counts.path("received").asInt() >= puts
                  || Instant.now().isAfter(begin.plus(UNSEEN)));
    }
  }

  private static void lookAgainAndAgain(PipeProcess pipe) {
    try {
      while (true) {
        try {
          status = JSON.readTree(pipe.get("/status"));
        } catch (IOException e) {
          // it does not answer yet
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException | IllegalStateException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Map<String, Entry>> readHistory() {
    Map<String, Map<String, Entry>> found = new HashMap<>();
    List<String> rows =
        site.warehouse()
            .rows(
                "SELECT target || '|' || status || '|' ||"
                    + " EXTRACT(EPOCH FROM recorded_at) - EXTRACT(EPOCH FROM event_time)"
                    + " || '|' || file_url, COALESCE(reason, '')"
                    + " FROM redshift_pipe.load_history");
    for (String row : rows) {
      String[] parts = row.split("\\|", 4);
      String[] urlAndReason = parts[3].split("\\|", 2);
      Entry one = new Entry(List.of(parts[1]), urlAndReason[1], Double.parseDouble(parts[2]));
      found
          .computeIfAbsent(parts[0], target -> new HashMap<>())
          .merge(urlAndReason[0], one, RealFilesIT::both);
    }
    return found;
  }

  private static Entry both(Entry a, Entry b) {
    return new Entry(
        Stream.concat(a.statuses().stream(), b.statuses().stream()).sorted().toList(),
        a.reason() + b.reason(),
        Math.max(a.seconds(), b.seconds()));
  }

  private static void audit(Path folder, int third) throws IOException {
    List<String> command = new ArrayList<>(List.of("audit", "--until", "2100-01-01"));
    command.addAll(List.of("--output", "json"));
    List<RealFile> audited = usable().stream().filter(RealFile::isAudited).toList();
    for (int i = third; i < audited.size(); i += 3) {
      command.add(audited.get(i).name());
    }
    Ran audit = Ran.here(site, folder, command.toArray(String[]::new));
    for (JsonNode one : JSON.readTree(audit.out())) {
      audits.put(one.path("pipe").asText(), one);
    }
  }

  private static List<RealFile> usable() {
    return FILES.stream().filter(file -> !unusable.containsKey(file.name())).toList();
  }

  private interface Act {
    void on(RealFile file) throws Exception;
  }

  private static void all(ExecutorService threads, Act act) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (RealFile file : FILES) {
      running.add(
          threads.submit(
              () -> {
                act.on(file);
                return file;
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }
}
