package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.load.Refusal;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Shows the first bad line of a file, as far as that is cheap. */
final class BadLines {
  private static final Logger LOG = LoggerFactory.getLogger(BadLines.class);

  /** So much of a line is shown. */
  private static final int SHOWN = 4096;

  /** So much of an object is read to get to the line. */
  private static final int READ = 16 << 20;

  private final S3Client s3;

  BadLines(S3Client s3) {
    this.s3 = s3;
  }

  /** At most 4 KB; empty where the line is too far into the file, or the file cannot be read. */
  String of(Refusal refusal) {
    S3Object object = refusal.file().object();
    Compression compression = Compression.of(object.key());
    long line =
        refusal.file().fault().rows().stream().mapToLong(LoadError::line).findFirst().orElse(0);
    boolean isReadable = compression == Compression.NONE || compression == Compression.GZIP;
    if (line < 1 || object.size() == 0 || !isReadable) {
      return "";
    }
    try (InputStream read =
            s3.getObject(
                request ->
                    request
                        .bucket(object.bucket())
                        .key(object.key())
                        .range("bytes=0-" + (READ - 1)));
        InputStream plain = compression == Compression.GZIP ? new GZIPInputStream(read) : read) {
      return line(new BufferedInputStream(plain, 1 << 16), line);
    } catch (IOException | SdkException e) {
      LOG.debug("the bad line of {} cannot be shown", object.url(), e);
      return "";
    }
  }

  private static String line(InputStream bytes, long wanted) throws IOException {
    byte[] shown = new byte[SHOWN];
    int length = 0;
    long line = 1;
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next == '\n') {
        if (line == wanted) {
          break;
        }
        line++;
      } else if (line == wanted && length < SHOWN) {
        shown[length++] = (byte) next;
      } else if (line == wanted) {
        break;
      }
    }
    return new String(shown, 0, length, StandardCharsets.UTF_8).stripTrailing();
  }
}
