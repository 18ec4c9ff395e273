package dev.redshiftpipe.copy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** The two lists of a batch that the warehouse reads from S3. File names never stand in SQL. */
public final class Manifest {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private Manifest() {}

  /**
   * Redshift's manifest, {@code {"entries":[{"url":…,"mandatory":true}]}}: every file once, for
   * COPY loads a file twice that is listed twice.
   */
  public static String of(Batch batch) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    var entries = manifest.putArray("entries");
    for (BatchFile file : batch.files()) {
      ObjectNode entry = entries.addObject().put("url", file.object().url()).put("mandatory", true);
      if (file.object().size() >= 0) {
        entry.putObject("meta").put("content_length", file.object().size());
      }
    }
    return manifest.toString();
  }

  /** JSON lines for the table batch_files: what the guard compares and the history records. */
  public static String fileList(Batch batch) {
    return batch.files().stream().map(Manifest::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(BatchFile file) {
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
    return line.put("event_time", timestamp(object.eventTime()))
        .put("first_seen", timestamp(file.firstSeen()))
        .put("sequencer", object.sequencer())
        .toString();
  }

  private static String timestamp(Instant instant) {
    return TIMESTAMP.format(instant);
  }
}
