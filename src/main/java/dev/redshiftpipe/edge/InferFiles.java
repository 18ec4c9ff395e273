package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.InferRequest;
import dev.redshiftpipe.infer.DmsFolder;
import dev.redshiftpipe.infer.InferException;
import dev.redshiftpipe.infer.Inference;
import dev.redshiftpipe.infer.Listed;
import dev.redshiftpipe.infer.Proposal;
import dev.redshiftpipe.infer.Sample;
import dev.redshiftpipe.infer.Selection;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.source.Decompression;
import dev.redshiftpipe.source.MagicBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads some of the files under a prefix, bounded bytes of each, and proposes a pipe for them. */
final class InferFiles {
  /** Of each file, as S3 stores it. */
  private static final int READ = 1 << 20;

  /** Of each file without its compression. */
  private static final int PLAIN = 4 << 20;

  /** More keys are not listed. */
  private static final int MOST_LISTED = 20_000;

  private final S3Client s3;
  private final String control;
  private long bytes;

  /**
   * @param control of the settings; empty where there are none
   */
  InferFiles(S3Client s3, String control) {
    this.s3 = s3;
    this.control = control;
  }

  /**
   * @throws InferException when nothing can be proposed
   * @throws IllegalArgumentException when the address is none
   */
  Proposal of(InferRequest request) {
    if (request.address().matches(".*[*{}].*")) {
      throw new IllegalArgumentException(
          request.address() + " has a pattern in it; name one folder of it");
    }
    Prefix from = Prefix.parse(request.address());
    try {
      List<Listed> objects = listed(from);
      DmsFolder dms = DmsFolder.of(objects, from.key());
      Selection selection =
          Selection.of(
              dms.isOne() ? dms.changes() : objects,
              from.key(),
              request.suffix(),
              request.samples());
      List<String> looked = new ArrayList<>();
      List<Sample> samples = new ArrayList<>();
      for (Listed object : selection.samples()) {
        samples.add(sample(from.bucket(), object));
      }
      looked.add(
          "%d of %d files%s under %s were looked at, %,d bytes of them, from %s to %s"
              .formatted(
                  samples.size(),
                  selection.of(),
                  objects.size() == MOST_LISTED ? " (of the first 20,000 that S3 lists)" : "",
                  from,
                  bytes,
                  selection.samples().getLast().modified(),
                  selection.samples().getFirst().modified()));
      samples.forEach(sample -> looked.add("  " + sample.name()));
      if (!selection.others().isEmpty()) {
        looked.add("beside them lie " + String.join(", ", selection.others()));
      }
      Proposal proposal =
          Proposal.of(
                  request.name(),
                  request.into(),
                  from,
                  selection.suffix(),
                  Inference.of(samples),
                  looked)
              .under(control);
      return dms.isOne() && proposal.isCdc() ? proposal.ofDms() : proposal;
    } catch (SdkException e) {
      throw new InferException(from + ": " + e.getMessage());
    }
  }

  private List<Listed> listed(Prefix from) {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(from.bucket()).prefix(from.key()))
        .contents()
        .stream()
        .limit(MOST_LISTED)
        .map(object -> new Listed(object.key(), object.size(), object.lastModified()))
        .toList();
  }

  private Sample sample(String bucket, Listed object) {
    String name = "s3://" + bucket + "/" + object.key();
    byte[] begin = range(bucket, object.key(), "bytes=0-" + (READ - 1));
    boolean isWhole = begin.length >= object.size();
    Compression compression = MagicBytes.compression(begin).orElse(Compression.NONE);
    if (compression != Compression.of(object.key())) {
      throw new InferException(
          "%s is %s by its content and %s by its suffix, which is what COPY is told; name such files"
                  .formatted(name, text(compression), text(Compression.of(object.key())))
              + " with .gz, .bz2, .zst or .lzo");
    }
    if (compression != Compression.NONE) {
      return plain(name, begin, compression, isWhole);
    }
    return !isWhole && MagicBytes.of(begin).filter(MagicBytes.PARQUET::equals).isPresent()
        ? new Sample(name, footer(bucket, object, name), false)
        : new Sample(name, begin, isWhole);
  }

  private byte[] footer(String bucket, Listed object, String name) {
    byte[] end = range(bucket, object.key(), "bytes=-8");
    int length = Inference.footerLength(name, end);
    byte[] footer = range(bucket, object.key(), "bytes=-" + length);
    byte[] marked = new byte[footer.length + 4];
    System.arraycopy("PAR1".getBytes(StandardCharsets.US_ASCII), 0, marked, 0, 4);
    System.arraycopy(footer, 0, marked, 4, footer.length);
    return marked;
  }

  private byte[] range(String bucket, String key, String range) {
    byte[] read =
        s3.getObjectAsBytes(request -> request.bucket(bucket).key(key).range(range)).asByteArray();
    bytes += read.length;
    return read;
  }

  /** As much as can be had from the beginning of a compressed file. */
  private static Sample plain(String name, byte[] begin, Compression compression, boolean isWhole) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    boolean isEnd = false;
    try (InputStream in = opened(begin, compression, name)) {
      byte[] part = new byte[1 << 14];
      int length = in.read(part);
      while (length >= 0 && plain.size() < PLAIN) {
        plain.write(part, 0, length);
        length = in.read(part);
      }
      isEnd = length < 0;
    } catch (IOException | RuntimeException e) {
      if (e instanceof InferException said) {
        throw said;
      }
      if (isWhole || plain.size() == 0) {
        throw new InferException(
            name + " cannot be unpacked as " + text(compression) + ": it " + e.getMessage());
      }
    }
    return new Sample(name, plain.toByteArray(), isWhole && isEnd);
  }

  private static InputStream opened(byte[] begin, Compression compression, String name)
      throws IOException {
    if (compression == Compression.LZOP) {
      throw new InferException(
          name
              + " is compressed with lzop, which infer does not read; COPY does: unpack one file,"
              + " and set pipe.NAME.suffix to .lzo afterwards");
    }
    return Decompression.open(new ByteArrayInputStream(begin), compression);
  }

  private static String text(Compression compression) {
    return compression == Compression.NONE
        ? "not compressed"
        : compression.name().toLowerCase(Locale.ROOT);
  }
}
