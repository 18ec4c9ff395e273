package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.command.Planned;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.load.Prepared;
import dev.redshiftpipe.load.Some;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
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
  private final TableColumns columns;
  private final PrepareFiles prepare;
  private final BucketRegions regions;

  PlanLoad(Settings settings, Clients clients, Statements statements) {
    this.settings = settings;
    this.s3 = clients.s3();
    this.transactions = new Transactions(settings.control(), BuiltIn::sql);
    this.columns = new TableColumns(transactions, statements, InstantSource.system());
    this.prepare =
        new PrepareFiles(
            new Preparation(settings.control(), s3, columns, false),
            new RegionCopies(settings.control(), s3, false));
    this.regions = new BucketRegions(s3);
  }

  /**
   * The first batch of a pipe.
   *
   * @param urls empty for the first that lie where the pipe looks for them
   * @throws IllegalArgumentException when there is no such pipe, or nothing for it
   */
  Planned of(String name, List<String> urls) {
    PipeRule rule = settings.pipes().rule(name);
    Wanted wanted = new Wanted(rule);
    if (urls.isEmpty()) {
      wanted.takeAll(listed(rule.from().begin()));
    } else {
      wanted.takeAll(urls.stream().map(url -> named(url, rule)));
    }
    boolean isMadeUp = urls.isEmpty() && wanted.isNothingThere();
    if (isMadeUp) {
      wanted.takeAll(Stream.of(madeUp(rule)));
    }
    Batch batch = isMadeUp ? wanted.batch() : ready(wanted.batch());
    TargetColumns known =
        batch.pipe().treatment().isStaged()
            ? columns.of(batch.pipe(), false).join()
            : TargetColumns.UNKNOWN;
    return new Planned(
        transactions.load(batch, known, Instant.EPOCH), isMadeUp, wanted.hidden, wanted.empty);
  }

  /** Of the objects that are listed or named, the first batch of a pipe. */
  private final class Wanted {
    private final PipeRule rule;
    private final List<Assignment> taken = new ArrayList<>();
    private Some hidden = Some.NONE;
    private Some unnamed = Some.NONE;
    private long empty;

    Wanted(PipeRule rule) {
      this.rule = rule;
    }

    void takeAll(Stream<S3Object> objects) {
      var each = objects.iterator();
      while (each.hasNext() && !isFull()) {
        S3Object object = each.next();
        try {
          take(object);
        } catch (IllegalArgumentException e) {
          unnamed = unnamed.and(String.valueOf(e.getMessage()));
        }
      }
    }

    private void take(S3Object object) {
      if (settings.pipes().hidingFrom(object).contains(rule.name())) {
        hidden = hidden.and(object.url());
      }
      for (Pipe pipe : settings.pipes().wanting(object)) {
        Assignment assignment = new Assignment(landed(object), pipe);
        if (pipe.name().equals(rule.name())) {
          if (pipe.isEmpty(object)) {
            empty++;
          } else if (isAlike(assignment)) {
            taken.add(assignment);
          }
        }
      }
    }

    private boolean isAlike(Assignment other) {
      return taken.isEmpty()
          || (taken.get(0).kind().equals(other.kind())
              && taken.get(0).pipe().target().equals(other.pipe().target()));
    }

    private boolean isFull() {
      return !taken.isEmpty() && taken.size() == taken.get(0).pipe().limits().files();
    }

    boolean isNothingThere() {
      return taken.isEmpty() && unnamed.count() == 0;
    }

    Batch batch() {
      if (taken.isEmpty()) {
        throw new IllegalArgumentException(
            "pipe %s has no file to plan a load for; it takes %s…%s%s%s%s"
                .formatted(
                    rule.name(),
                    rule.from(),
                    rule.suffix(),
                    hidden.count() == 0 ? "" : "; hidden files, skipped: " + hidden,
                    empty == 0 ? "" : "; empty: " + empty,
                    unnamed.count() == 0 ? "" : "; without a table: " + unnamed));
      }
      List<BatchFile> files = taken.stream().map(BatchFile::of).toList();
      return Batch.first(taken.get(0).kind(), taken.get(0).pipe(), files, 1);
    }
  }

  private S3Object madeUp(PipeRule rule) {
    Pipe pipe = rule.pipe().apply(new Table("any", "any"));
    if (pipe.treatment().isPrepared(pipe.format())) {
      throw new IllegalArgumentException(
          "pipe %s has no file in %s so far, and its plan rests on one: upload a file, or name one"
              .formatted(rule.name(), rule.from()));
    }
    String key = rule.from().example() + rule.suffix();
    return object(rule.from().begin().bucket(), key, 1, "0", Instant.EPOCH);
  }

  private Batch ready(Batch batch) {
    if (prepare.isReady(batch)) {
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

  /** S3 is asked about files alone that the pipe wants. */
  private S3Object named(String url, PipeRule rule) {
    Prefix address = Prefix.parse(url);
    S3Object named = object(address.bucket(), address.key(), -1, "", Instant.EPOCH);
    if (!settings.pipes().fits(rule.name(), named)) {
      return named;
    }
    try {
      HeadObjectResponse head = s3.headObject(r -> r.bucket(address.bucket()).key(address.key()));
      return object(
          address.bucket(), address.key(), head.contentLength(), head.eTag(), head.lastModified());
    } catch (S3Exception e) {
      throw new IllegalArgumentException("there is no " + url + " (" + e.statusCode() + ")", e);
    }
  }

  private S3Object object(String bucket, String key, long size, String etag, Instant at) {
    return new S3Object(bucket, key, size, etag.replace("\"", ""), "", "", at, regions.of(bucket));
  }

  private static Landed landed(S3Object object) {
    return new Landed(object, new Receipt("", ""), object.eventTime(), Optional.empty());
  }
}
