package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.load.Prepared;
import dev.redshiftpipe.load.Prepared.Made;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.source.DamagedFileException;
import dev.redshiftpipe.source.SourceReadException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Makes the files of a batch ready for their statement: S3 is asked what they are now, and where
 * COPY cannot take them as they are they are copied, converted, listed or looked into. Files of
 * another Region are copied, too.
 *
 * <p>Every error that a file's own bytes cause is the file's fault. Errors of S3, of the network
 * and of the warehouse are thrown with the name of the file, and the batch comes again.
 */
public final class PrepareFiles extends StatementProcessor<Batch, Prepared> {
  private static final Logger LOG = LoggerFactory.getLogger(PrepareFiles.class);

  private static final int LOOKS = 48;

  /** The most calls to S3 that it makes at the same time. */
  static final int CALLS = LOOKS + ListParts.CALLS;

  private final Preparation preparation;
  private final RegionCopies copies;
  private final Concurrently looks = new Concurrently(LOOKS);

  /** Each of them has some megabytes in memory. */
  private final Concurrently conversions = new Concurrently(8);

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
    boolean converts = batch.pipe().format().kind() == Format.Kind.XML;
    return (converts ? conversions : looks)
        .map(batch.files(), file -> made(batch, file))
        .thenApply(files -> new Prepared(batch, files));
  }

  private Made made(Batch batch, BatchFile file) {
    try {
      return file.isPrepared()
          ? new Made.Ready(file, batch.compression(), batch.columns())
          : here(batch, preparation.of(batch, file));
    } catch (S3Exception e) {
      return ofAnswer(batch, file, e);
    } catch (CompletionException e) {
      throw e; // of the warehouse, which was asked for the table's columns
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (e instanceof SdkException || isOfTheSource(e)) {
        throw new FileNotReadException(file.object().url(), e);
      }
      LOG.debug("{} cannot be made ready", file.object().url(), e);
      return new Made.Bad(file.with(fault(file, reason(e))));
    }
  }

  private static Made ofAnswer(Batch batch, BatchFile file, S3Exception e) {
    if (batch.purpose() == Purpose.REFUSE && e.statusCode() < 500) {
      return new Made.Ready(file.stillPrepared(), batch.compression(), batch.columns());
    }
    if (e.statusCode() == 412 && batch.pipe().ignoresOverwrites()) {
      throw new FileNotReadException(file.object().url(), e); // it is looked at again
    }
    return switch (e.statusCode()) {
      case 404, 405 -> // 405: the newest version is a delete marker
          new Made.Bad(file.with(fault(file, "the object was deleted before it was loaded")));
      case 412 ->
          new Made.Overwritten(
              file.with(Fault.ofFile("it was written again before it was loaded", "", "")));
      case 400, 401, 403 ->
          e instanceof InvalidObjectStateException
              ? new Made.Bad(file.with(fault(file, "is archived; restore it, then replay it")))
              : new Made.Unreadable(
                  file.with(fault(file, "cannot be read by the pipe: " + e.getMessage())));
      default -> throw new FileNotReadException(file.object().url(), e);
    };
  }

  private static boolean isOfTheSource(@Nullable Throwable e) {
    return e != null && (e instanceof SourceReadException || isOfTheSource(e.getCause()));
  }

  private static String reason(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof IllegalArgumentException || e instanceof DamagedFileException
        ? message
        : "cannot be read: " + (e.getMessage() == null ? e.getClass().getSimpleName() : message);
  }

  private static Fault fault(BatchFile file, String reason) {
    return Fault.ofFile(file.object().url() + " " + reason, "", "");
  }

  private Made here(Batch batch, Made made) {
    return batch.purpose().readsFiles() && made instanceof Made.Ready ready
        ? new Made.Ready(copies.of(batch, ready.file()), ready.compression(), ready.columns())
        : made;
  }
}
