package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.copy.Content;
import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.copy.HeaderLine;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Pipes;
import dev.redshiftpipe.pipe.Treatment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether a file that is there already has as many fields as a pipe's COPY fills columns. */
final class CheckFirstFile {

  private final Pipes pipes;
  private final S3Client s3;

  private final OpenObjects objects;

  CheckFirstFile(Pipes pipes, S3Client s3) {
    this.pipes = pipes;
    this.s3 = s3;
    this.objects = new OpenObjects(s3);
  }

  /**
   * What does not fit; nothing where no file can be looked into.
   *
   * @param columns that COPY fills
   */
  Optional<Finding> finding(Pipe pipe, List<String> columns) {
    Format.Kind kind = pipe.format().kind();
    boolean isText = kind == Format.Kind.CSV || kind == Format.Kind.DELIMITED;
    CopyOptions options = new CopyOptions(pipe.options(), kind);
    if (!isText
        || pipe.treatment().columnsFromHeader()
        || pipe.treatment().trigger() != Treatment.Trigger.OBJECT
        || options.has("FILLRECORD")) {
      return Optional.empty();
    }
    try {
      return first(pipe).flatMap(object -> finding(pipe, columns, object));
    } catch (SdkException | IllegalArgumentException e) {
      return Optional.empty(); // not to be read, or not by one character: COPY will say
    }
  }

  private Optional<Finding> finding(Pipe pipe, List<String> columns, S3Object object) {
    List<String> fields = fields(pipe, object);
    if (fields.isEmpty() || fields.size() == columns.size()) {
      return Optional.empty();
    }
    boolean lacksOperation =
        pipe.treatment().mode() instanceof Mode.Cdc cdc
            && cdc.operation().isEmpty()
            && fields.size() == columns.size() + 1;
    String what =
        "%s has %d fields in its first line, and COPY fills %d columns"
            .formatted(object.url(), fields.size(), columns.size());
    return Optional.of(
        lacksOperation
            ? Finding.warning(
                "pipe." + pipe.name() + ".operation-column",
                what + ": is the first field an operation? Without this setting no row deletes")
            : Finding.warning("pipe." + pipe.name() + ".columns", what));
  }

  private Optional<S3Object> first(Pipe pipe) {
    return s3
        .listObjectsV2(r -> r.bucket(pipe.from().bucket()).prefix(pipe.from().key()))
        .contents()
        .stream()
        .filter(object -> object.size() > 0)
        .map(
            object ->
                new S3Object(
                    pipe.from().bucket(),
                    object.key(),
                    object.size(),
                    "",
                    "",
                    "",
                    object.lastModified(),
                    ""))
        .filter(
            object ->
                pipes.wanting(object).stream().anyMatch(one -> one.name().equals(pipe.name())))
        .findFirst();
  }

  private List<String> fields(Pipe pipe, S3Object object) {
    try {
      OpenObjects.Look look = objects.look(object);
      Compression compression = Content.compression(pipe, object.key(), look.begin());
      return HeaderLine.fields(pipe, objects.firstLine(pipe, look.object(), compression));
    } catch (IOException e) {
      return List.of(); // damaged: COPY will say
    }
  }
}
