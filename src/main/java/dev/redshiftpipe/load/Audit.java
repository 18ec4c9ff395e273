package dev.redshiftpipe.load;

import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.SqlTemplate;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Treatment;
import dev.redshiftpipe.pipe.Treatment.OnOverwrite;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Compares what lies in S3 with the load history: the SQL, and what it says. */
public final class Audit {
  /** Which statements of {@link #statements} have rows, from 0. */
  public static final int COUNTS = 3;

  public static final int MISSING = 4;

  public static final int OTHERWISE = 5;

  /** Of a file that no history has. */
  public static final String STATUS_MISSING = "missing";

  /** Of a file that S3 has with another ETag or size than the history: it was written again. */
  public static final String STATUS_REWRITTEN = "rewritten";

  /**
   * Of a file that another one took the place of before its load. With mode replace that is as it
   * should be; else an object that is there must not be so.
   */
  public static final String STATUS_SUPERSEDED = "superseded";

  private static final Sql BY_ID = new Sql("history.file_id = listed.file_id");
  private static final Sql BY_URL_AND_ETAG =
      new Sql(
          "history.file_url = listed.file_url AND COALESCE(history.etag, '') IN ('', listed.etag)");

  static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  private final SqlTemplate template;

  /**
   * @param sql gives the text of a file of {@code sql/} by its name
   */
  public Audit(Function<String, String> sql) {
    this.template = Transactions.template(sql, "audit");
  }

  /**
   * What became of the files of a list.
   *
   * @param files by status: loaded, refused, superseded, missing, rewritten
   * @param bytes likewise
   */
  public record Counts(Map<String, Long> files, Map<String, Long> bytes) {
    public Counts {
      files = Map.copyOf(files);
      bytes = Map.copyOf(bytes);
    }

    public long missing() {
      return of(STATUS_MISSING);
    }

    public long rewritten() {
      return of(STATUS_REWRITTEN);
    }

    private long of(String status) {
      return files.getOrDefault(status, 0L);
    }

    public long listed() {
      return files.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of both. */
    public Counts and(Counts other) {
      Map<String, Long> allFiles = new TreeMap<>(files);
      Map<String, Long> allBytes = new TreeMap<>(bytes);
      other.files.forEach((status, count) -> allFiles.merge(status, count, Long::sum));
      other.bytes.forEach((status, count) -> allBytes.merge(status, count, Long::sum));
      return new Counts(allFiles, allBytes);
    }
  }

  /** The statements that compare the lists of a manifest with the history of a pipe's table. */
  public List<Statement> statements(Pipe pipe, String manifestUrl) {
    return template.fill(
        Map.of(
            "history", Sql.table(TargetTables.of(pipe.into()).history()),
            "manifest_url", Sql.literal(manifestUrl),
            "iam_role", Sql.iamRole(pipe.warehouse().iamRole()),
            "identity", isVersioned(pipe.treatment()) ? BY_URL_AND_ETAG : BY_ID,
            "named", named(pipe)));
  }

  /** Whether a file that is written anew is another file. */
  public static boolean isVersioned(Treatment treatment) {
    return treatment.onOverwrite() == OnOverwrite.LOAD;
  }

  /** The same of a table that nothing was loaded into yet: all of the list is missing. */
  public List<Statement> statementsWithoutHistory(Pipe pipe, String manifestUrl) {
    return template.fill(
        Map.of(
            "history",
            new Sql(
                "(SELECT '' AS status, '' AS etag, 0 AS size_bytes, 0 AS recorded_at WHERE FALSE)"),
            "manifest_url",
            Sql.literal(manifestUrl),
            "iam_role",
            Sql.iamRole(pipe.warehouse().iamRole()),
            "identity",
            new Sql("FALSE"),
            "named",
            named(pipe)));
  }

  private static Sql named(Pipe pipe) {
    Sql rewritten = Sql.literal(STATUS_REWRITTEN);
    return pipe.treatment().mode() instanceof Mode.Replace
        ? rewritten
        : new Sql(rewritten.text() + ", " + Sql.literal(STATUS_SUPERSEDED).text());
  }

  /** Reads a row of {@link #MISSING}. */
  public static S3Object missing(List<String> row) {
    String rest = row.get(0).substring("s3://".length());
    int slash = rest.indexOf('/');
    return new S3Object(
        rest.substring(0, slash),
        rest.substring(slash + 1),
        row.get(2).isEmpty() ? -1 : Long.parseLong(row.get(2)),
        row.get(1),
        "",
        "",
        LocalDateTime.parse(row.get(3), TIMESTAMP).toInstant(ZoneOffset.UTC),
        "");
  }

  /** Reads the rows of {@link #COUNTS}. */
  public static Counts counts(List<List<String>> rows) {
    Map<String, Long> files = new TreeMap<>();
    Map<String, Long> bytes = new TreeMap<>();
    for (List<String> row : rows) {
      files.put(row.get(0), Long.parseLong(row.get(1)));
      bytes.put(row.get(0), row.get(2).isEmpty() ? 0 : Long.parseLong(row.get(2)));
    }
    return new Counts(files, bytes);
  }
}
