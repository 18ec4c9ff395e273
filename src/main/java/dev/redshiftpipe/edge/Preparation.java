package dev.redshiftpipe.edge;

import static dev.redshiftpipe.pipe.Compression.NONE;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Content;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.HeaderLine;
import dev.redshiftpipe.copy.Listing;
import dev.redshiftpipe.copy.StageColumns;
import dev.redshiftpipe.copy.XmlRows;
import dev.redshiftpipe.edge.OpenObjects.Look;
import dev.redshiftpipe.load.Prepared.Made;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Treatment.Trigger;
import dev.redshiftpipe.source.MagicBytes;
import dev.redshiftpipe.source.SourceReadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** How one file is made ready. */
final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  /** An object may be written again between the look at it and the next call. */
  private static final int MOST_LOOKS = 5;

  private static final int CHANGED = 412;

  private static final int FORBIDDEN = 403;

  private final Control control;
  private final S3Client s3;
  private final OpenObjects objects;
  private final ListParts listed;
  private final VersionCopies versions;
  private final TableColumns tables;
  private final boolean writes;

  /**
   * @param writes whether copies are made and XML is converted; otherwise they are only named
   */
  Preparation(Control control, S3Client s3, TableColumns tables, boolean writes) {
    this.writes = writes;
    this.control = control;
    this.s3 = s3;
    this.objects = new OpenObjects(s3);
    this.listed = new ListParts(s3, objects);
    this.versions = new VersionCopies(s3);
    this.tables = tables;
  }

  /**
   * What becomes of a file.
   *
   * @throws IllegalArgumentException saying what is wrong with it; so does every other exception
   *     but those of S3
   * @throws S3Exception 404 when it is gone; 412 when the version that is to be loaded was written
   *     again
   */
  Made of(Batch batch, BatchFile file) throws IOException {
    if (!batch.pipe().ignoresOverwrites()) {
      return file.hasOtherEntries()
          ? new Made.Ready(file.stillPrepared(), batch.compression(), batch.columns())
          : made(batch, file, objects.lookAtVersion(file.object()));
    }
    for (int i = 1; ; i++) {
      try {
        return ofNewest(batch, file);
      } catch (S3Exception e) {
        if (e.statusCode() != CHANGED) {
          throw e;
        }
        if (i == MOST_LOOKS) { // not the file's fault: its batch is tried again later
          throw new SourceReadException(new IOException("is written again and again", e));
        }
      }
    }
  }

  /** Of what S3 has now, whatever it had when the notification was sent. */
  private Made ofNewest(Batch batch, BatchFile file) throws IOException {
    Pipe pipe = batch.pipe();
    Look look;
    try {
      look = objects.look(file.object());
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN && !pipe.treatment().isPrepared(pipe.format())) {
        LOG.debug("{} may not be looked at: its suffix counts", file.object().url(), e);
        return new Made.Ready(file.stillPrepared(), batch.compression(), batch.columns());
      }
      throw e;
    }
    BatchFile now = file.renewed(look.object());
    if (batch.purpose() == Purpose.REFUSE) {
      return now == file && !isListedOtherwise(batch, file)
          ? new Made.Ready(
              file.with(hinted(pipe, file.fault(), look)).stillPrepared(),
              batch.compression(),
              batch.columns())
          : new Made.Changed(now);
    }
    boolean isMade = pipe.treatment().trigger() == Trigger.OBJECT && now.hasOtherEntries();
    return isMade
        ? new Made.Ready(now.stillPrepared(), batch.compression(), batch.columns())
        : made(batch, now, look);
  }

  private Made made(Batch batch, BatchFile file, Look look) throws IOException {
    Pipe pipe = batch.pipe();
    S3Object object = look.object();
    if (pipe.isEmpty(object)) {
      return new Made.Empty(file);
    }
    return switch (pipe.treatment().trigger()) {
      case MANIFEST -> listed(batch, file, listed.manifest(batch.pipe(), file));
      case MARKER -> listed(batch, file, listed.folder(pipe, object));
      case OBJECT -> {
        Compression compression = Content.compression(pipe, object.key(), look.begin());
        if (pipe.format().kind() == Format.Kind.XML) {
          Entry lines = converted(batch, file, compression);
          yield new Made.Ready(file.readFrom(List.of(lines)), NONE, batch.columns());
        }
        List<String> columns =
            pipe.treatment().columnsFromHeader()
                ? header(pipe, object, compression)
                : batch.columns();
        Entry read =
            pipe.treatment().isCopied(pipe.format())
                ? copied(batch, file, compression)
                : new Entry(object.url(), object.size());
        yield new Made.Ready(file.readFrom(List.of(read)), compression, columns);
      }
    };
  }

  /** With what the first bytes show, for people who wonder. */
  private static Fault hinted(Pipe pipe, Fault fault, Look look) {
    return MagicBytes.of(look.begin())
        .filter(found -> !found.name().equals(pipe.format().kind().name()))
        .filter(found -> MagicBytes.compression(look.begin()).isEmpty())
        .map(MagicBytes::hint)
        .filter(what -> !fault.reason().contains(what))
        .map(fault::withHint)
        .orElse(fault);
  }

  /** Whether a folder or a manifest lists something else than when it failed. */
  private boolean isListedOtherwise(Batch batch, BatchFile file) throws IOException {
    if (!file.hasOtherEntries()) {
      return false;
    }
    return switch (batch.pipe().treatment().trigger()) {
      case OBJECT -> false;
      case MANIFEST -> !listed.manifest(batch.pipe(), file).entries().equals(file.entries());
      case MARKER -> !listed.folder(batch.pipe(), file.object()).entries().equals(file.entries());
    };
  }

  private static Made listed(Batch batch, BatchFile file, Listing listing) {
    return new Made.Ready(file.readFrom(listing.entries()), listing.compression(), batch.columns());
  }

  private Entry copied(Batch batch, BatchFile file, Compression compression) {
    S3Object object = file.object();
    String key = control.preparedKey(batch.pipe(), file, compression.suffix());
    if (writes) {
      versions.copy(object, control.bucket(), key);
    }
    return new Entry(control.url(key), object.size());
  }

  private Entry converted(Batch batch, BatchFile file, Compression compression) throws IOException {
    String key = control.preparedKey(batch.pipe(), file, ".json");
    if (!writes) {
      return new Entry(control.url(key), -1);
    }
    try (InputStream xml = objects.plain(file.object(), compression);
        ControlUpload upload = new ControlUpload(s3, control.bucket(), key)) {
      XmlRows.of(batch.pipe().format()).convert(xml, upload);
      return new Entry(control.url(key), upload.complete());
    } catch (XmlRows.BadXmlException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private List<String> header(Pipe pipe, S3Object object, Compression compression)
      throws IOException {
    List<String> columns = HeaderLine.columns(pipe, objects.firstLine(pipe, object, compression));
    if (pipe.treatment().stageColumns().isEmpty()) {
      Stream<String> operation =
          pipe.treatment().mode() instanceof Mode.Cdc cdc
              ? Stream.of(cdc.operation())
              : Stream.empty();
      List<String> known = tables.of(pipe, columns).join();
      List<String> all =
          known.isEmpty() ? known : Stream.concat(known.stream(), operation).toList();
      HeaderLine.check(columns, all, pipe.into().toString());
    } else {
      HeaderLine.check(
          columns, StageColumns.names(pipe.treatment().stageColumns()), "stage-columns");
    }
    return columns;
  }
}
