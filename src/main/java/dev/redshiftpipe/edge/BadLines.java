package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.copy.Encoding;
import dev.redshiftpipe.load.Refusal;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.source.Decompression;
import dev.redshiftpipe.source.MagicBytes;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Shows the first bad line of a file, as far as that is cheap. */
final class BadLines {
  private static final Logger LOG = LoggerFactory.getLogger(BadLines.class);

  /** So many characters of a line are shown. */
  private static final int SHOWN = 4096;

  /** So many characters of what was packed. */
  private static final int UNPACKED = 256 << 20;

  /** So much of an object is read to get to the line. */
  private static final int READ = 16 << 20;

  /** Enough to tell how it is compressed. */
  private static final int BEGIN = 64;

  private final S3Client s3;

  BadLines(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * At most 4,096 characters; empty where the line is too far into the file, or the file cannot be
   * read.
   */
  String of(Refusal refusal) {
    Optional<LoadError> first = refusal.file().fault().rows().stream().findFirst();
    if (first.isEmpty() || first.get().line() < 1) {
      return "";
    }
    String url =
        refusal.file().entries().stream()
            .map(BatchFile.Entry::url)
            .filter(one -> one.startsWith(first.get().file().strip()))
            .findFirst()
            .orElse(refusal.file().object().url());
    Prefix object = Prefix.parse(url);
    Encoding encoding =
        new CopyOptions(refusal.pipe().options(), refusal.pipe().format().kind()).encoding();
    long line = first.get().line();
    try (InputStream read =
            new BufferedInputStream(
                s3.getObject(
                    request ->
                        request
                            .bucket(object.bucket())
                            .key(object.key())
                            .range("bytes=0-" + (READ - 1))));
        InputStream plain = Decompression.open(read, compression(read))) {
      return line(
          new BufferedReader(new InputStreamReader(plain, encoding.charset()), 1 << 16), line);
    } catch (IOException | SdkException | IllegalArgumentException e) {
      LOG.debug("the bad line of {} cannot be shown", url, e);
      return "";
    }
  }

  private static Compression compression(InputStream bytes) throws IOException {
    bytes.mark(BEGIN);
    byte[] begin = bytes.readNBytes(BEGIN);
    bytes.reset();
    return MagicBytes.compression(begin).orElse(Compression.NONE);
  }

  private static String line(Reader text, long wanted) throws IOException {
    StringBuilder shown = new StringBuilder();
    long line = 1;
    int read = 0;
    for (int next = text.read(); next >= 0 && read < UNPACKED; next = text.read()) {
      read++;
      if (next == '\n') {
        if (line == wanted) {
          break;
        }
        line++;
      } else if (line == wanted && shown.length() < SHOWN) {
        shown.append((char) next);
      } else if (line == wanted) {
        break;
      }
    }
    return shown.toString().stripTrailing();
  }
}
