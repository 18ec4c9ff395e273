package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.HeaderLine;
import dev.redshiftpipe.copy.Listing;
import dev.redshiftpipe.copy.StageColumns;
import dev.redshiftpipe.copy.XmlRows;
import dev.redshiftpipe.load.Prepared.Made;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Treatment.OnOverwrite;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** How one file is made ready. */
final class Preparation {
  private final Control control;
  private final S3Client s3;
  private final OpenObjects objects;
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
    this.versions = new VersionCopies(s3);
    this.tables = tables;
  }

  /**
   * What becomes of a file.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   * @throws S3Exception 404 when it is gone, 412 when it was written again
   */
  Made of(Batch batch, BatchFile file) throws IOException {
    Pipe pipe = batch.pipe();
    S3Object object = file.object();
    return switch (pipe.treatment().trigger()) {
      case MANIFEST -> listed(batch, file, manifest(pipe, object));
      case MARKER -> listed(batch, file, folder(pipe, object));
      case OBJECT -> {
        Compression compression = pipe.compression(object);
        BatchFile ready =
            pipe.format().kind() == Format.Kind.XML
                ? file.readFrom(List.of(converted(batch, file, pipe)))
                : pipe.treatment().onOverwrite() == OnOverwrite.LOAD
                    ? file.readFrom(List.of(copied(batch, file)))
                    : file.readFrom(file.entries());
        yield new Made.Ready(
            ready,
            pipe.format().kind() == Format.Kind.XML ? Compression.NONE : compression,
            pipe.treatment().columnsFromHeader() ? header(pipe, object) : batch.columns());
      }
    };
  }

  private static Made listed(Batch batch, BatchFile file, Listing listing) {
    Compression compression =
        batch.pipe().format().kind().isCompressedAsAWhole()
            ? listing.compression()
            : Compression.NONE;
    return new Made.Ready(file.readFrom(listing.entries()), compression, batch.columns());
  }

  private Entry copied(Batch batch, BatchFile file) {
    S3Object object = file.object();
    String key = control.preparedKey(batch.pipe(), file, batch.pipe().compression(object).suffix());
    if (writes) {
      versions.copy(object, control.bucket(), key);
    }
    return new Entry(control.url(key), object.size());
  }

  private Entry converted(Batch batch, BatchFile file, Pipe pipe) throws IOException {
    String key = control.preparedKey(batch.pipe(), file, ".json");
    if (!writes) {
      return new Entry(control.url(key), -1);
    }
    try (InputStream xml = objects.plain(file.object(), pipe.compression(file.object()));
        ControlUpload upload = new ControlUpload(s3, control.bucket(), key)) {
      new XmlRows(pipe.format().detail()).convert(xml, upload);
      return new Entry(control.url(key), upload.complete());
    } catch (XmlRows.BadXmlException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private List<String> header(Pipe pipe, S3Object object) throws IOException {
    List<String> columns =
        HeaderLine.columns(pipe, objects.firstLine(object, pipe.compression(object)));
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

  private Listing manifest(Pipe pipe, S3Object object) throws IOException {
    boolean needsSize = pipe.format().kind().isColumnar();
    return new Listing(
        Listing.ofManifest(objects.all(object), pipe.from().bucket()).stream()
            .flatMap(
                one ->
                    one.isMandatory() && !(needsSize && one.entry().size() < 0)
                        ? Stream.of(one.entry())
                        : headed(one))
            .toList());
  }

  /** With its size; nothing where it is not there and need not be. */
  private Stream<Entry> headed(Listing.Listed one) {
    Prefix address = Prefix.parse(one.entry().url());
    try {
      HeadObjectResponse head =
          s3.headObject(request -> request.bucket(address.bucket()).key(address.key()));
      return Stream.of(new Entry(one.entry().url(), head.contentLength()));
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw e;
      }
      if (one.isMandatory()) {
        throw new IllegalArgumentException("lists " + one.entry().url() + ", which is gone", e);
      }
      return Stream.empty();
    }
  }

  private Listing folder(Pipe pipe, S3Object marker) {
    String folder = marker.key().substring(0, marker.key().lastIndexOf('/') + 1);
    return new Listing(
        s3
            .listObjectsV2Paginator(request -> request.bucket(marker.bucket()).prefix(folder))
            .contents()
            .stream()
            .filter(object -> object.size() > 0)
            .filter(
                object ->
                    Listing.isPartOfFolder(
                        object.key(), marker.key(), pipe.treatment().hiddenFiles()))
            .map(object -> new Entry("s3://" + marker.bucket() + "/" + object.key(), object.size()))
            .toList());
  }
}
