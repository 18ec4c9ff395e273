package dev.redshiftpipe.endtoend;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.settings.SettingsException;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/** Puts real files before one process that has a pipe for each entry, and keeps what came of it. */
final class RealFilesRun {
  /** After the last file was put. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Entries that are put at the same time: so many tables load at once. */
  private static final int AT_ONCE = 24;

  /** Commands that compare S3 with the histories, side by side. */
  private static final int AUDITS = 3;

  /** So long a step and the good file wait for what was put before them. */
  private static final Duration SETTLED = Duration.ofSeconds(30);

  /** So long they wait for what leaves no trace in the counts of its pipe. */
  private static final Duration UNSEEN = Duration.ofSeconds(2);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUCKET = "landing";

  private final Site site;
  private final StoppedLoads stopped;
  private final List<RealFile> files;
  private final Map<String, String> mistakes = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> audits = new ConcurrentHashMap<>();
  private Map<String, Map<String, Entry>> history = Map.of();
  private volatile JsonNode status = JSON.createObjectNode();

  RealFilesRun(Site site, StoppedLoads stopped, List<RealFile> files) {
    this.site = site;
    this.stopped = stopped;
    this.files = files;
  }

  /**
   * All rows of the load history of a file in a table.
   *
   * @param statuses sorted
   * @param seconds from landing to commit
   */
  record Entry(List<String> statuses, String reason, double seconds) {
    private Entry and(Entry other) {
      return new Entry(
          Stream.concat(statuses.stream(), other.statuses.stream()).sorted().toList(),
          reason + other.reason,
          Math.max(seconds, other.seconds));
    }
  }

  List<RealFile> files() {
    return files;
  }

  /** Why a process does not start with the settings of an entry; empty when it does. */
  String mistakes(RealFile file) {
    return mistakes.getOrDefault(file.name(), "");
  }

  /** What the history has of an object. */
  Entry entry(RealFile file, String url) {
    return history
        .getOrDefault(file.into(), Map.of())
        .getOrDefault(url, new Entry(List.of(), "", 0));
  }

  /** Why the table of an entry is held at the end; empty when it is not. */
  String held(RealFile file) {
    return lane(file).at("/held/reason").asText();
  }

  JsonNode audit(RealFile file) {
    return audits.getOrDefault(file.name(), JSON.createObjectNode());
  }

  /** Starts the process, puts all files, and waits until all that can be has come to an end. */
  void load() throws Exception {
    Properties base = new Properties();
    try (var reader = Files.newBufferedReader(site.folder().resolve("application.properties"))) {
      base.load(reader);
    }
    site.warehouse().table("public.all_tables");
    all(files, 4, file -> prepare(file, base));
    List<String> settings = new ArrayList<>();
    settings.add("queue.receivers = 4");
    usable().forEach(file -> settings.addAll(file.settings()));
    settings.addAll(pipeOfAllTables());
    Path folder = site.folder(settings.toArray(String[]::new));
    Map<String, String> environment = new HashMap<>(site.environment());
    URI endpoint = URI.create(environment.getOrDefault("AWS_ENDPOINT_URL", ""));
    try (GuardedS3 s3 = new GuardedS3(endpoint)) {
      environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint());
      PipeProcess pipe = site.adopt(PipeProcess.start(folder, QuickStart.java(), environment));
      site.put("all-tables/a.csv", "1,x\n");
      site.awaitEmptyQueue();
      Thread looking = Thread.ofVirtual().start(() -> lookAgainAndAgain(pipe));
      all(files, AT_ONCE, this::put);
      Instant end = Instant.now().plus(PATIENCE);
      while (site.waiting() > 0 && Instant.now().isBefore(end)) {
        Thread.sleep(200);
      }
      looking.interrupt();
      looking.join();
      status = JSON.readTree(pipe.get("/status"));
      history = readHistory();
      all(IntStream.range(0, AUDITS).boxed().toList(), AUDITS, nth -> audit(folder, nth));
    } finally {
      stopped.releaseAll();
    }
  }

  /** Makes the table, where a process would start with these settings. */
  private void prepare(RealFile file, Properties base) throws IOException {
    Properties properties = new Properties();
    properties.putAll(base);
    properties.load(new StringReader(String.join("\n", file.settings())));
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    try {
      Settings.read(texts, Map.of(), name -> "");
    } catch (SettingsException e) {
      mistakes.put(file.name(), String.join("; ", e.mistakes()));
      return;
    }
    file.setup().forEach(sql -> site.warehouse().rows(sql));
    site.warehouse().rows(file.createTable());
  }

  private List<RealFile> usable() {
    return files.stream().filter(file -> mistakes(file).isEmpty()).toList();
  }

  /**
   * A pipe that writes into all tables: its first load makes lock and history of each, at the same
   * time and not one after the other.
   */
  private List<String> pipeOfAllTables() {
    return List.of(
        "pipe.all-tables.from = s3://landing/all-tables/",
        "pipe.all-tables.into = public.all_tables",
        "pipe.all-tables.format = csv",
        "pipe.all-tables.then = DELETE FROM public.all_tables",
        "pipe.all-tables.then-writes = "
            + usable().stream().map(RealFile::into).distinct().collect(joining(", ")));
  }

  /** Takes the steps of an entry, and puts the good file. */
  private void put(RealFile file) throws Exception {
    if (!mistakes(file).isEmpty()) {
      return;
    }
    int puts = 0;
    for (RealFile.Step step : file.deeds()) {
      if (step.sql() != null) {
        site.warehouse().rows(step.sql());
      }
      if (step.hold() != null) {
        stopped.stop(file.name(), step.hold());
      }
      if (step.put() != null) {
        put(file, file.objectKey(step.put()), step);
        puts++;
      }
      if (step.delete() != null) {
        String key = file.objectKey(step.delete());
        site.s3().deleteObject(request -> request.bucket(BUCKET).key(key));
      }
      if ("held".equals(step.until())) {
        stopped.awaitStopped(file.name());
      } else if (step.until() != null) {
        awaitSettled(file, puts);
      }
      Thread.sleep(step.pause());
      if (step.release()) {
        stopped.release(file.name());
      }
    }
    awaitSettled(file, puts);
    RealFile.Good good = file.neighbour();
    site.put(
        file.objectKey(Objects.requireNonNullElse(good.key(), "")),
        RealFile.content(good.file(), good.text()));
  }

  private void put(RealFile file, String key, RealFile.Step step) {
    if (step.copyOf() != null) {
      String from = file.objectKey(step.copyOf());
      site.s3()
          .copyObject(
              request ->
                  request
                      .sourceBucket(BUCKET)
                      .sourceKey(from)
                      .destinationBucket(BUCKET)
                      .destinationKey(key));
      return;
    }
    RequestBody content = RealFile.content(step.file(), step.text());
    if (step.multipart()) {
      putInParts(key, content);
      return;
    }
    site.s3()
        .putObject(
            request -> request.bucket(BUCKET).key(key).contentEncoding(step.encoding()), content);
  }

  private void putInParts(String key, RequestBody content) {
    String id =
        site.s3().createMultipartUpload(request -> request.bucket(BUCKET).key(key)).uploadId();
    String etag =
        site.s3()
            .uploadPart(
                request -> request.bucket(BUCKET).key(key).uploadId(id).partNumber(1), content)
            .eTag();
    site.s3()
        .completeMultipartUpload(
            request ->
                request
                    .bucket(BUCKET)
                    .key(key)
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(one -> one.partNumber(1).eTag(etag))));
  }

  /** Waits until all that was put has come to an end, has failed alone, or is held. */
  private void awaitSettled(RealFile file, int puts) throws InterruptedException {
    Instant begin = Instant.now();
    boolean isSettled = false;
    while (!isSettled && Instant.now().isBefore(begin.plus(SETTLED))) {
      Thread.sleep(200);
      JsonNode counts = status.path("pipes").path(file.name());
      JsonNode lane = lane(file);
      boolean isSeen =
          counts.path("received").asInt() >= puts || Instant.now().isAfter(begin.plus(UNSEEN));
      isSettled =
          isSeen
              && (lane.has("held")
                  || counts.path("in-flight").asInt() <= lane.path("failed-alone").size());
    }
  }

  private JsonNode lane(RealFile file) {
    for (JsonNode lane : status.path("lanes")) {
      if (lane.path("target").asText().endsWith(":" + file.into())) {
        return lane;
      }
    }
    return JSON.createObjectNode();
  }

  private void lookAgainAndAgain(PipeProcess pipe) {
    try {
      while (true) {
        status = JSON.readTree(pipe.get("/status"));
        Thread.sleep(200);
      }
    } catch (InterruptedException | IllegalStateException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("the process does not answer", e);
    }
  }

  private Map<String, Map<String, Entry>> readHistory() {
    Map<String, Map<String, Entry>> found = new HashMap<>();
    List<String> rows =
        site.warehouse()
            .rows(
                "SELECT target, status,"
                    + " EXTRACT(EPOCH FROM recorded_at) - EXTRACT(EPOCH FROM event_time),"
                    + " file_url, COALESCE(reason, '')"
                    + " FROM redshift_pipe.load_history");
    for (String row : rows) {
      String[] columns = row.split("\\|", 5);
      Entry one = new Entry(List.of(columns[1]), columns[4], Double.parseDouble(columns[2]));
      found
          .computeIfAbsent(columns[0], target -> new HashMap<>())
          .merge(columns[3], one, Entry::and);
    }
    return found;
  }

  private void audit(Path folder, int nth) throws IOException {
    List<RealFile> audited = usable().stream().filter(RealFile::isAudited).toList();
    List<String> command = new ArrayList<>(List.of("audit", "--until", "2100-01-01"));
    command.addAll(List.of("--output", "json"));
    for (int i = nth; i < audited.size(); i += AUDITS) {
      command.add(audited.get(i).name());
    }
    if (nth < audited.size()) { // without a name it would be of all pipes
      for (JsonNode one :
          JSON.readTree(Ran.here(site, folder, command.toArray(String[]::new)).out())) {
        audits.put(one.path("pipe").asText(), one);
      }
    }
  }

  private interface Act<T> {
    void on(T item) throws Exception;
  }

  private static <T> void all(Collection<T> items, int atOnce, Act<T> act) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<?>> running = new ArrayList<>();
      for (T item : items) {
        running.add(
            threads.submit(
                () -> {
                  act.on(item);
                  return item;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
