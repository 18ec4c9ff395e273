package dev.redshiftpipe.copy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.batch.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** The lists of a batch that the warehouse reads from S3. File names never stand in SQL. */
public final class Manifest {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private Manifest() {}

  /**
   * Redshift's manifest, {@code {"entries":[{"url":…,"mandatory":true}]}}: every file once, for
   * COPY loads a file twice that is listed twice.
   */
  public static String of(Batch batch) {
    return of(batch.entries());
  }

  /** The same of objects. */
  public static String of(List<BatchFile.Entry> entries) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    var written = manifest.putArray("entries");
    for (BatchFile.Entry file : entries) {
      ObjectNode entry = written.addObject().put("url", file.url()).put("mandatory", true);
      if (file.size() >= 0) {
        entry.putObject("meta").put("content_length", file.size());
      }
    }
    return manifest.toString();
  }

  /** JSON lines for the table batch_files: what the guard compares and the history records. */
  public static String fileList(Batch batch) {
    return batch.files().stream().map(Manifest::line).collect(Collectors.joining("\n", "", "\n"));
  }

  /** A file as a line of such a list. */
  public static String line(BatchFile file) {
    var object = file.object();
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("file_id", file.fileId())
            .put("file_url", object.url())
            .put("etag", object.etag());
    if (object.size() >= 0) {
      line.put("size_bytes", object.size());
    }
    if (file.fault().isAny()) {
      line.put("reason", file.fault().reason());
    }
    return line.put("event_time", timestamp(object.eventTime()))
        .put("first_seen", timestamp(file.firstSeen()))
        .put("sequencer", object.sequencer())
        .toString();
  }

  /** The rows that a load leaves out, JSON lines: what the table of load errors records. */
  public static String rejected(Batch batch) {
    StringBuilder lines = new StringBuilder();
    for (BatchFile file : batch.files()) {
      for (LoadError error : file.fault().rows()) {
        lines
            .append(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("file_id", file.fileId())
                    .put("file_url", file.object().url())
                    .put("line_number", error.line())
                    .put("column_name", error.column())
                    .put("error_code", error.code())
                    .put("reason", Printable.of(error.reason())))
            .append('\n');
      }
    }
    return lines.toString();
  }

  private static String timestamp(Instant instant) {
    return TIMESTAMP.format(instant);
  }
}
