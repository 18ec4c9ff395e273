package dev.redshiftpipe.probe;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.load.TargetTables;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Treatment;
import dev.redshiftpipe.pipe.Warehouse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The place where a probe does what it does: a schema in the warehouse, with its own lock and
 * history, and a folder in the control bucket.
 *
 * @param schema named after the time, so that one that was left behind is known as such
 */
public record Scratch(String schema, Control control, Warehouse warehouse) {
  /** What lies under the control prefix. */
  public static final String FOLDER = "probe/";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final Duration STALE = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * @param settled the control prefix of the settings
   * @param chance some hexadecimal digits, so that two probes at a time have two places
   */
  public static Scratch of(Control settled, Warehouse warehouse, Instant now, String chance) {
    String time = TIME.format(now.atOffset(ZoneOffset.UTC));
    String schema = TargetTables.SCRATCH + time + "_" + chance;
    Control control = new Control(new Prefix(settled.bucket(), settled.key(FOLDER + schema + "/")));
    return new Scratch(schema, control, warehouse);
  }

  /** Whether a schema was left behind by a probe: it bears such a name, and is an hour old. */
  public static boolean isStale(String schema, Instant now) {
    if (!schema.matches(TargetTables.SCRATCH + "\\d{14}_[0-9a-f]+")) {
      return false;
    }
    String time = schema.substring(TargetTables.SCRATCH.length(), schema.lastIndexOf('_'));
    try {
      return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC).plus(STALE).isBefore(now);
    } catch (DateTimeException e) {
      return false;
    }
  }

  public Table table() {
    return new Table(schema, "loaded");
  }

  /** The key of a file of the probe. */
  public String fileKey(String name) {
    return control.key("files/" + name);
  }

  /**
   * Files as a batch.
   *
   * @param number another for every batch
   * @param then SQL behind the load, in its transaction
   */
  public Batch batch(int number, Purpose purpose, List<String> then, String... files) {
    List<BatchFile> all = Arrays.stream(files).map(this::file).toList();
    return new Batch(pipe(then), Compression.NONE, "", all, number, 1, 0, purpose);
  }

  private BatchFile file(String name) {
    String key = fileKey(name);
    S3Object object = new S3Object(control.bucket(), key, -1, "", "", "", Instant.EPOCH, "");
    return new BatchFile(object, Instant.EPOCH, Fault.NONE);
  }

  private Pipe pipe(List<String> then) {
    Treatment treatment =
        new Treatment(
            new Mode.Append(),
            "",
            "",
            false,
            Treatment.Trigger.OBJECT,
            Treatment.OnOverwrite.IGNORE,
            List.of(),
            then,
            List.of(),
            "",
            Optional.of(Compression.NONE),
            Treatment.HiddenFiles.SKIP);
    return new Pipe(
        schema,
        control.prefix(),
        table(),
        Format.CSV,
        "",
        List.of(),
        treatment,
        warehouse,
        new BatchLimits(1, 1, Duration.ZERO),
        new LoadPolicy(OnError.SKIP_FILE, 1, LONGEST, LONGEST));
  }
}
