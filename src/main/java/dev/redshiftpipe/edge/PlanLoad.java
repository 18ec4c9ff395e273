package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Prepared;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.settings.Settings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The load that files would go through, without loading or writing anything. */
final class PlanLoad {
  private final Settings settings;
  private final S3Client s3;
  private final Transactions transactions;
  private final PrepareFiles prepare;

  PlanLoad(Settings settings, Clients clients, Statements statements) {
    this.settings = settings;
    this.s3 = clients.s3();
    this.transactions = new Transactions(settings.control(), BuiltIn::sql);
    TableColumns columns = new TableColumns(transactions, statements, InstantSource.system());
    this.prepare = new PrepareFiles(new Preparation(settings.control(), s3, columns, false));
  }

  /**
   * The first batch of a pipe.
   *
   * @param urls empty for the first that lie where the pipe looks for them
   * @throws IllegalArgumentException when there is no such pipe, or nothing for it
   */
  Load of(String name, List<String> urls) {
    PipeRule rule = settings.pipes().rule(name);
    Stream<S3Object> objects =
        urls.isEmpty() ? listed(rule.from().begin()) : urls.stream().map(this::named);
    return transactions.load(ready(batch(rule, objects)), Instant.EPOCH);
  }

  private Batch batch(PipeRule rule, Stream<S3Object> objects) {
    List<Assignment> taken = new ArrayList<>();
    var each = objects.iterator();
    while (each.hasNext()) {
      S3Object object = each.next();
      Optional<Pipe> pipe =
          settings.pipes().wanting(object).stream()
              .filter(one -> one.name().equals(rule.name()))
              .findFirst();
      if (pipe.isPresent()) {
        Assignment assignment = new Assignment(landed(object), pipe.get());
        boolean isAlike =
            taken.isEmpty()
                || (taken.get(0).kind().equals(assignment.kind())
                    && taken.get(0).pipe().target().equals(pipe.get().target()));
        if (taken.size() == pipe.get().limits().files()) {
          break;
        }
        if (isAlike) {
          taken.add(assignment);
        }
      }
    }
    if (taken.isEmpty()) {
      throw new IllegalArgumentException(
          "pipe %s wants none of these files; it takes %s…%s"
              .formatted(rule.name(), rule.from(), rule.suffix()));
    }
    List<BatchFile> files = taken.stream().map(BatchFile::of).toList();
    return Batch.first(taken.get(0).kind(), taken.get(0).pipe(), files, 1);
  }

  private Batch ready(Batch batch) {
    if (batch.isReady()) {
      return batch;
    }
    Prepared prepared = prepare.ask(batch).join();
    return prepared.alike().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(prepared.files().get(0).reason()));
  }

  private Stream<S3Object> listed(Prefix prefix) {
    return s3
        .listObjectsV2Paginator(r -> r.bucket(prefix.bucket()).prefix(prefix.key()))
        .contents()
        .stream()
        .map(
            object ->
                object(
                    prefix.bucket(),
                    object.key(),
                    object.size(),
                    object.eTag(),
                    object.lastModified()));
  }

  private S3Object named(String url) {
    Prefix address = Prefix.parse(url);
    try {
      HeadObjectResponse head = s3.headObject(r -> r.bucket(address.bucket()).key(address.key()));
      return object(
          address.bucket(), address.key(), head.contentLength(), head.eTag(), head.lastModified());
    } catch (S3Exception e) {
      throw new IllegalArgumentException("there is no " + url + " (" + e.statusCode() + ")", e);
    }
  }

  private static S3Object object(String bucket, String key, long size, String etag, Instant at) {
    return new S3Object(bucket, key, size, etag.replace("\"", ""), "", "", at, "");
  }

  private static Landed landed(S3Object object) {
    return new Landed(object, new Receipt("", ""), object.eventTime(), Optional.empty());
  }
}
