package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.load.Prepared;
import dev.redshiftpipe.load.Prepared.Made;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Makes the files of a batch ready where COPY cannot take them as they are: versions are copied,
 * XML is converted, manifests and folders are listed, header lines are read, files of another
 * Region are copied. What is wrong with a file is found here; what is wrong with S3 is thrown, and
 * the batch comes again.
 */
public final class PrepareFiles extends StatementProcessor<Batch, Prepared> {
  private static final int AT_ONCE = 16;

  private final Preparation preparation;
  private final RegionCopies copies;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(AT_ONCE);

  PrepareFiles(Preparation preparation, RegionCopies copies) {
    super(Batch.class);
    this.preparation = preparation;
    this.copies = copies;
  }

  /** Whether a statement can be made of a batch; otherwise its files must be made ready first. */
  public boolean isReady(Batch batch) {
    return batch.isReady() && !copies.areNeeded(batch);
  }

  @Override
  CompletableFuture<Prepared> ask(Batch batch) {
    List<CompletableFuture<Made>> files =
        batch.files().stream()
            .map(file -> CompletableFuture.supplyAsync(() -> made(batch, file), executor))
            .toList();
    return CompletableFuture.allOf(files.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> new Prepared(batch, files.stream().map(CompletableFuture::join).toList()));
  }

  private Made made(Batch batch, BatchFile file) {
    places.acquireUninterruptibly();
    try {
      return file.isPrepared()
          ? new Made.Ready(file, batch.compression(), batch.columns())
          : here(batch, preparation.of(batch, file));
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        case 404 -> bad(file, "the object was deleted before it was loaded");
        case 412 ->
            new Made.Overwritten(
                file.with(Fault.ofFile("it was written again before it was loaded", "", "")));
        default -> throw e;
      };
    } catch (IllegalArgumentException e) {
      return bad(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      places.release();
    }
  }

  private Made here(Batch batch, Made made) {
    return made instanceof Made.Ready ready
        ? new Made.Ready(copies.of(batch, ready.file()), ready.compression(), ready.columns())
        : made;
  }

  private static Made bad(BatchFile file, String reason) {
    return new Made.Bad(file.with(Fault.ofFile(file.object().url() + " " + reason, "", "")));
  }
}
