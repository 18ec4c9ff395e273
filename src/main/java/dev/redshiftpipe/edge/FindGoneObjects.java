package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.load.Findings;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.pipe.Prefix;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Asks S3 which files of a batch are gone. One that S3 does not tell about is taken to be there.
 */
public final class FindGoneObjects extends StatementProcessor<Submitted, Findings> {
  private static final int AT_ONCE = 16;

  private final S3Client s3;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

  FindGoneObjects(S3Client s3) {
    super(Submitted.class);
    this.s3 = s3;
  }

  @Override
  CompletableFuture<Findings> ask(Submitted submitted) {
    List<BatchFile> files = submitted.batch().files();
    List<CompletableFuture<List<BatchFile>>> shares =
        IntStream.range(0, Math.min(AT_ONCE, files.size()))
            .mapToObj(share -> CompletableFuture.supplyAsync(() -> goneOf(files, share), executor))
            .toList();
    return CompletableFuture.allOf(shares.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                Findings.ofGone(
                    submitted, shares.stream().flatMap(share -> share.join().stream()).toList()));
  }

  private List<BatchFile> goneOf(List<BatchFile> files, int share) {
    return IntStream.range(0, files.size())
        .filter(i -> i % AT_ONCE == share)
        .mapToObj(files::get)
        .filter(this::isGone)
        .toList();
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
