package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.load.Findings;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.pipe.Prefix;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Asks S3 which files of a batch are gone. One that S3 does not tell about is taken to be there.
 */
public final class FindGoneObjects extends StatementProcessor<Submitted, Findings> {
  private final S3Client s3;
  private final Concurrently calls = new Concurrently(16);

  FindGoneObjects(S3Client s3) {
    super(Submitted.class);
    this.s3 = s3;
  }

  @Override
  CompletableFuture<Findings> ask(Submitted submitted) {
    List<BatchFile> files = submitted.batch().files();
    return calls
        .map(files, this::isGone)
        .thenApply(
            gone ->
                Findings.ofGone(
                    submitted,
                    IntStream.range(0, files.size())
                        .filter(gone::get)
                        .mapToObj(files::get)
                        .toList()));
  }

  private boolean isGone(BatchFile file) {
    return file.entries().stream().anyMatch(this::isGone);
  }

  private boolean isGone(BatchFile.Entry entry) {
    Prefix address = Prefix.parse(entry.url());
    try {
      s3.headObject(r -> r.bucket(address.bucket()).key(address.key()));
      return false;
    } catch (S3Exception e) {
      return e.statusCode() == 404;
    } catch (SdkException e) {
      return false;
    }
  }
}
