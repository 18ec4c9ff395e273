package dev.redshiftpipe.endtoend;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * An entry of {@code real-files/index.yaml}, whose README says what each member means.
 *
 * @param pipe settings without {@code pipe.NAME.}
 * @param table columns, as in CREATE TABLE
 * @param before SQL that is run before the table is made
 * @param query gives the rows that are compared
 * @param rows that the table has at the end, besides those of the good file
 * @param or other rows that are right as well
 * @param letters dead letters; one for each refused file where it is not given
 * @param missing files that an audit misses
 * @param rewritten files that have another content by now than the history says
 */
record RealFile(
    String name,
    String madeBy,
    String knownFrom,
    @Nullable Map<String, String> pipe,
    @Nullable String table,
    @Nullable List<String> before,
    @Nullable String query,
    @Nullable String key,
    @Nullable String file,
    @Nullable String text,
    @Nullable Outcome outcome,
    @Nullable List<String> refused,
    @Nullable List<Step> steps,
    @Nullable Good good,
    @Nullable List<String> rows,
    @Nullable List<List<String>> or,
    @Nullable Integer letters,
    int missing,
    int rewritten) {
  static final Path FOLDER = Path.of("src/test/resources/real-files");

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);

  /** What the load history says of a file at the end. */
  enum Outcome {
    @JsonProperty("loaded")
    LOADED,
    @JsonProperty("loaded twice")
    LOADED_TWICE,
    @JsonProperty("refused")
    REFUSED,
    @JsonProperty("superseded")
    SUPERSEDED,
    /** Nothing: it has no bytes, is no data, or is a part of a manifest or folder. */
    @JsonProperty("none")
    NONE,
    /** Not looked at. */
    @JsonProperty("any")
    ANY
  }

  /** The file that is put last, into the same table, and is always loaded. */
  record Good(
      @Nullable String key, @Nullable String file, @Nullable String text, List<String> rows) {}

  /**
   * What is done; one member, of a put several.
   *
   * @param copyOf the key of another object in place of a content
   * @param encoding of the content, as S3 is told
   * @param delete a key
   * @param hold the begin of the statement at which the next load stops
   * @param until {@code settled}: what was put so far; {@code held}: a load stopped
   * @param pause in milliseconds
   */
  record Step(
      @Nullable String put,
      @Nullable String file,
      @Nullable String text,
      @Nullable String copyOf,
      @Nullable String encoding,
      boolean multipart,
      @Nullable String delete,
      @Nullable Outcome outcome,
      @Nullable List<String> refused,
      @Nullable String hold,
      @Nullable String until,
      long pause,
      @Nullable String sql,
      boolean release) {
    Outcome expected() {
      return outcome != null ? outcome : refused == null ? Outcome.LOADED : Outcome.REFUSED;
    }
  }

  static List<RealFile> all() {
    try {
      return Arrays.asList(YAML.readValue(FOLDER.resolve("index.yaml").toFile(), RealFile[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All settings of the pipe. */
  List<String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("from", "s3://landing/" + name + "/");
    all.put("into", into());
    all.putAll(given());
    List<String> lines = new ArrayList<>();
    all.forEach((key, value) -> lines.add("pipe.%s.%s = %s".formatted(name, key, value)));
    return lines;
  }

  String into() {
    return given().getOrDefault("into", "public." + name.replace('-', '_'));
  }

  String createTable() {
    return "CREATE TABLE %s (%s)"
        .formatted(quoted(), Objects.requireNonNullElse(table, "id INT, name VARCHAR(60)"));
  }

  List<String> setup() {
    return Objects.requireNonNullElse(before, List.of());
  }

  String rowsQuery() {
    return Objects.requireNonNullElse(query, "SELECT * FROM " + quoted());
  }

  /** What is done, in this order. */
  List<Step> deeds() {
    return steps != null
        ? steps
        : List.of(
            new Step(
                Objects.requireNonNullElse(key, String.valueOf(file)),
                file,
                text,
                null,
                null,
                false,
                null,
                outcome,
                refused,
                null,
                null,
                0,
                null,
                false));
  }

  /** The last step of each key, since the same may be put several times. */
  Map<String, Step> puts() {
    Map<String, Step> puts = new TreeMap<>();
    for (Step step : deeds()) {
      if (step.put() != null) {
        puts.put(url(step.put()), step);
      }
    }
    return puts;
  }

  /** Whether an audit can know more than the history: of keys that it lacks, or that changed. */
  boolean isAudited() {
    long put = deeds().stream().filter(step -> step.put() != null).count();
    return put > puts().size()
        || puts().values().stream()
            .anyMatch(one -> one.expected() == Outcome.NONE || one.expected() == Outcome.ANY);
  }

  /** A plain file of a row {@code 9, Good} where none is given. */
  Good neighbour() {
    if (good != null) {
      return good;
    }
    String format = given().getOrDefault("format", "").split(" ")[0];
    boolean named =
        "header".equals(given().get("columns"))
            || given().getOrDefault("options", "").contains("IGNOREHEADER 1");
    String header = named ? "id,name\n" : "";
    String line =
        switch (format) {
          case "csv" -> header + "9,Good\n";
          case "delimited" -> (header + "9,Good\n").replace(',', '|');
          case "json" -> "{\"id\": 9, \"name\": \"Good\"}\n";
          case "xml" -> "<r><row><id>9</id><name>Good</name></row></r>";
          default -> null;
        };
    return new Good(
        "good." + format, line == null ? "good." + format : null, line, List.of("9|Good"));
  }

  /** Rows that are right, in any order: one of these lists. */
  List<List<String>> rightRows() {
    List<List<String>> choices = new ArrayList<>();
    choices.add(Objects.requireNonNullElse(rows, List.of()));
    choices.addAll(Objects.requireNonNullElse(or, List.of()));
    return choices.stream()
        .map(
            choice -> {
              List<String> all = new ArrayList<>(choice);
              all.addAll(neighbour().rows());
              return all.stream().sorted().toList();
            })
        .toList();
  }

  int expectedLetters() {
    return letters != null
        ? letters
        : (int) puts().values().stream().filter(put -> put.expected() == Outcome.REFUSED).count();
  }

  String url(String key) {
    return "s3://landing/" + objectKey(key);
  }

  /** A key that begins with a slash is one of the bucket. */
  String objectKey(String key) {
    return key.startsWith("/") ? key.substring(1) : name + "/" + key;
  }

  static RequestBody content(@Nullable String file, @Nullable String text) {
    try {
      return file == null
          ? RequestBody.fromString(String.valueOf(text))
          : RequestBody.fromBytes(Files.readAllBytes(FOLDER.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> given() {
    return Objects.requireNonNullElse(pipe, Map.of());
  }

  private String quoted() {
    return into().replaceFirst("\\.(.*)", ".\"$1\"");
  }
}
