package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.BatchFile.Entry;
import dev.redshiftpipe.batch.BatchFile.State;
import dev.redshiftpipe.copy.Content;
import dev.redshiftpipe.copy.Listing;
import dev.redshiftpipe.copy.Listing.Part;
import dev.redshiftpipe.edge.OpenObjects.Look;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The files that a manifest or a marker stands for, as S3 has them. */
final class ListParts {
  /** To S3, at the same time. */
  static final int CALLS = 32;

  private final S3Client s3;
  private final OpenObjects objects;
  private final Concurrently parts = new Concurrently(CALLS);

  ListParts(S3Client s3, OpenObjects objects) {
    this.s3 = s3;
    this.objects = objects;
  }

  /** Those that a manifest lists and S3 has. */
  Listing manifest(Pipe pipe, BatchFile file) throws IOException {
    List<Listing.Listed> listed =
        Listing.ofManifest(objects.all(file.object()), pipe.from().bucket());
    if (listed.isEmpty()) {
      throw new IllegalArgumentException("lists no file");
    }
    return whole(
        pipe,
        true,
        parts.joined(listed, one -> part(pipe, file, one)).stream()
            .flatMap(Optional::stream)
            .toList());
  }

  /** Objects of no bytes are no files: where there are only such, they replace no table. */
  private static Listing whole(Pipe pipe, boolean isAnyThere, List<Part> files) {
    if (isAnyThere && files.isEmpty() && pipe.treatment().mode() instanceof Mode.Replace) {
      throw new IllegalArgumentException(
          "has only objects of 0 bytes, which do not replace " + pipe.into());
    }
    return new Listing(files);
  }

  /**
   * A file that a manifest lists; empty where it has no bytes, or is not there and need not be.
   *
   * @throws IllegalArgumentException when it is gone
   */
  private Optional<Part> part(Pipe pipe, BatchFile file, Listing.Listed one) {
    boolean needsSize = pipe.format().kind().isColumnar() && one.entry().size() <= 0;
    boolean isLookedAt =
        pipe.treatment().detectsCompression(pipe.format()) || file.state() == State.OUTDATED;
    if (one.isMandatory() && !needsSize && !isLookedAt) {
      return Optional.of(new Part(one.entry(), Content.named(pipe, one.entry().url())));
    }
    try {
      return part(pipe, one.entry().url());
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw e;
      }
      if (one.isMandatory()) {
        throw new IllegalArgumentException("lists " + one.entry().url() + ", which is gone", e);
      }
      return Optional.empty();
    }
  }

  /** The files of a marker's folder. */
  Listing folder(Pipe pipe, S3Object marker) {
    String folder = marker.key().substring(0, marker.key().lastIndexOf('/') + 1);
    List<Entry> there =
        s3
            .listObjectsV2Paginator(request -> request.bucket(marker.bucket()).prefix(folder))
            .contents()
            .stream()
            .filter(
                object ->
                    Listing.isPartOfFolder(
                        object.key(), marker.key(), pipe.treatment().hiddenFiles()))
            .map(object -> new Entry("s3://" + marker.bucket() + "/" + object.key(), object.size()))
            .toList();
    List<Entry> listed = there.stream().filter(entry -> entry.size() > 0).toList();
    return whole(
        pipe,
        !there.isEmpty(),
        pipe.treatment().detectsCompression(pipe.format())
            ? parts.joined(listed, entry -> part(pipe, entry.url())).stream()
                .flatMap(Optional::stream)
                .toList()
            : listed.stream()
                .map(entry -> new Part(entry, Content.named(pipe, entry.url())))
                .toList());
  }

  /** A part as S3 has it now; empty where it has no bytes. */
  private Optional<Part> part(Pipe pipe, String url) {
    Prefix address = Prefix.parse(url);
    S3Object named =
        new S3Object(address.bucket(), address.key(), -1, "", "", "", Instant.EPOCH, "");
    try {
      Look look = objects.look(named);
      return look.object().size() == 0
          ? Optional.empty()
          : Optional.of(
              new Part(
                  new Entry(url, look.object().size()),
                  Content.compression(pipe, address.key(), look.begin())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
