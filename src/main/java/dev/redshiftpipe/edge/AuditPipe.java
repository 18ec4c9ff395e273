package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Audit;
import dev.redshiftpipe.load.AuditRange;
import dev.redshiftpipe.load.AuditReport;
import dev.redshiftpipe.load.Some;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Pipes;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.settings.Settings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Compares what lies in S3 for a pipe with the load history. The listing goes through the control
 * bucket into a temporary table, and the warehouse compares; nothing here grows with the number of
 * files.
 */
final class AuditPipe {
  /** Tables whose lists are written at once; each holds some megabytes. */
  private static final int MOST_OPEN = 32;

  private final Settings settings;
  private final S3Client s3;
  private final Statements statements;
  private final Audit audit = new Audit(BuiltIn::sql);

  AuditPipe(Settings settings, Clients clients, Statements statements) {
    this.settings = settings;
    this.s3 = clients.s3();
    this.statements = statements;
  }

  /** A file that no history has. */
  record Missing(Pipe pipe, S3Object object) {}

  /** The lists of a pipe that has one table. */
  private record Listed(Pipe pipe, ListedFiles files) {}

  /** What is not counted by table. */
  private static final class Others {
    private long passedOver;
    private long empty;
    private Some hidden = Some.NONE;
    private Some unnamed = Some.NONE;
  }

  /** Hears of the files that are not in their tables as S3 has them. */
  interface Found {
    void missing(Missing file);

    /**
     * @param status {@link Audit#STATUS_REWRITTEN} or {@link Audit#STATUS_SUPERSEDED}
     */
    void otherwise(String status, String url);
  }

  /**
   * @param progress hears how many files were listed so far
   * @throws IllegalArgumentException when there is no such pipe
   */
  AuditReport of(String name, AuditRange range, LongConsumer progress, Found found)
      throws IOException {
    PipeRule rule = settings.pipes().rule(name);
    Control control = settings.control();
    String folder = control.key("audit/" + name + "/" + UUID.randomUUID() + "/");
    Map<String, Listed> tables = new LinkedHashMap<>();
    try {
      Others others = list(rule, range, folder, tables, progress);
      Map<String, Audit.Counts> counts = new TreeMap<>();
      for (Map.Entry<String, Listed> table : tables.entrySet()) {
        counts.put(table.getKey(), compare(table.getValue(), found));
      }
      return new AuditReport(
          counts, others.passedOver, others.empty, others.hidden, others.unnamed);
    } finally {
      tables.values().forEach(table -> table.files().close());
      new S3Objects(s3, new Prefix(control.bucket(), folder)).delete();
    }
  }

  private Others list(
      PipeRule rule,
      AuditRange range,
      String folder,
      Map<String, Listed> tables,
      LongConsumer progress)
      throws IOException {
    Prefix begin = rule.from().begin();
    String keys = range.keys().startsWith(begin.key()) ? range.keys() : begin.key();
    long listed = 0;
    Others others = new Others();
    var objects =
        s3.listObjectsV2Paginator(request -> request.bucket(begin.bucket()).prefix(keys))
            .contents()
            .iterator();
    while (objects.hasNext()) {
      var one = objects.next();
      S3Object object =
          new S3Object(
              begin.bucket(),
              one.key(),
              one.size(),
              one.eTag().replace("\"", ""),
              "",
              "",
              one.lastModified(),
              "");
      Optional<Pipe> wants = wanting(rule, object, others);
      if (wants.isPresent() && !range.covers(object)) {
        others.passedOver++;
      } else if (wants.isPresent() && wants.get().isEmpty(object)) {
        others.empty++;
      } else if (wants.isPresent()) {
        Pipe pipe = wants.get();
        Listed table = tables.get(pipe.target().toString());
        if (table == null) {
          if (tables.size() % MOST_OPEN == 0) {
            for (Listed open : tables.values()) {
              open.files().endPart();
            }
          }
          table = new Listed(pipe, files(folder, tables.size()));
          tables.put(pipe.target().toString(), table);
        }
        Landed landed =
            new Landed(object, new Receipt("", ""), object.eventTime(), Optional.empty());
        table.files().add(BatchFile.of(new Assignment(landed, pipe)));
        progress.accept(++listed);
      }
    }
    return others;
  }

  /** One key that no table can be named for must not keep the others from being compared. */
  private Optional<Pipe> wanting(PipeRule rule, S3Object object, Others others) {
    Pipes pipes = settings.pipes();
    try {
      Optional<Pipe> wants =
          pipes.wanting(object).stream()
              .filter(pipe -> pipe.name().equals(rule.name()))
              .findFirst();
      if (wants.isEmpty() && pipes.hidingFrom(object).contains(rule.name())) {
        others.hidden = others.hidden.and(object.url());
      }
      return wants;
    } catch (IllegalArgumentException e) {
      if (pipes.fits(rule.name(), object)) {
        others.unnamed = others.unnamed.and(String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    }
  }

  private ListedFiles files(String folder, int number) {
    return new ListedFiles(s3, settings.control().bucket(), folder + number + "/");
  }

  private Audit.Counts compare(Listed table, Found found) throws IOException {
    table.files().endPart();
    String key = table.files().manifestKey();
    s3.putObject(
        request -> request.bucket(settings.control().bucket()).key(key),
        RequestBody.fromString(table.files().manifest()));
    Pipe pipe = table.pipe();
    String url = settings.control().url(key);
    Statements.Finished finished = run(pipe, audit.statements(pipe, url));
    if (isWithoutHistory(finished.answer())) {
      finished = run(pipe, audit.statementsWithoutHistory(pipe, url));
    }
    if (finished.answer().status() != Answer.Status.FINISHED) {
      throw new UnansweredException("audit of " + pipe.target(), finished.answer());
    }
    List<List<String>> counts = statements.rows(pipe.warehouse(), finished, Audit.COUNTS).join();
    statements.forEachRow(
        pipe.warehouse(),
        finished,
        Audit.MISSING,
        row -> found.missing(new Missing(pipe, Audit.missing(row))));
    statements.forEachRow(
        pipe.warehouse(),
        finished,
        Audit.OTHERWISE,
        row -> found.otherwise(row.get(1), row.get(0)));
    return Audit.counts(counts);
  }

  private Statements.Finished run(Pipe pipe, List<Statement> all) {
    return statements
        .run(pipe.warehouse(), all, pipe.name() + "/audit", UUID.randomUUID().toString())
        .join();
  }

  /** A table that nothing was loaded into yet. */
  private static boolean isWithoutHistory(Answer answer) {
    return answer.status() != Answer.Status.FINISHED
        && answer.reason().contains("history_")
        && answer.reason().contains("does not exist");
  }
}
