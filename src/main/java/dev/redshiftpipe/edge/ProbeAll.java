package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.ProbedWarehouse;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.probe.Probed;
import dev.redshiftpipe.probe.Scratch;
import dev.redshiftpipe.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Probes every warehouse of the settings, and takes away what probes have made, stale ones too. */
final class ProbeAll {
  private static final Duration STALE = Duration.ofHours(1);

  private final Settings settings;
  private final Clients clients;
  private final Statements statements;

  ProbeAll(Settings settings, Clients clients, Statements statements) {
    this.settings = settings;
    this.clients = clients;
    this.statements = statements;
  }

  List<ProbedWarehouse> answers(Instant now) throws InterruptedException {
    List<ProbedWarehouse> all = new ArrayList<>();
    for (Warehouse warehouse : settings.warehouses().values()) {
      String chance = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
      Scratch scratch = Scratch.of(settings.control(), warehouse, now, chance);
      ProbeWarehouse probe = new ProbeWarehouse(scratch, clients, statements);
      List<String> left = new ArrayList<>();
      List<Probed> answers = List.of();
      try {
        answers = probe.answers();
      } finally {
        clean(scratch, probe.calls(), now, left);
      }
      all.add(new ProbedWarehouse(warehouse.name(), answers, left));
    }
    return all;
  }

  /**
   * @param left hears of what could not be taken away
   */
  private void clean(Scratch scratch, ProbeCalls calls, Instant now, List<String> left) {
    try {
      calls.cancelAll();
    } catch (RuntimeException e) {
      left.add("statements of " + scratch.schema() + ", which may still run: " + e.getMessage());
    }
    try {
      for (List<String> row : calls.rows(calls.sql().of(scratch.schema(), "stale"))) {
        String schema = row.get(0).strip();
        if (schema.equals(scratch.schema()) || Scratch.isStale(schema, now)) {
          drop(calls, schema, left);
        }
      }
    } catch (CompletionException | UnansweredException | SdkException e) {
      left.add("schema " + scratch.schema() + ": " + ProbeWarehouse.cause(e));
    }
    cleanBucket(scratch, now, left);
  }

  private static void drop(ProbeCalls calls, String schema, List<String> left) {
    List<Statement> drop = calls.sql().of(schema, "drop");
    Answer answer = calls.run(drop);
    if (answer.status() != Answer.Status.FINISHED) {
      left.add("schema " + schema + ": " + answer.reason());
    }
  }

  private void cleanBucket(Scratch scratch, Instant now, List<String> left) {
    Prefix all = new Prefix(settings.control().bucket(), settings.control().key(Scratch.FOLDER));
    try {
      List<String> keys =
          clients
              .s3()
              .listObjectsV2Paginator(r -> r.bucket(all.bucket()).prefix(all.key()))
              .contents()
              .stream()
              .filter(
                  object ->
                      object.key().startsWith(scratch.control().prefix().key())
                          || object.lastModified().plus(STALE).isBefore(now))
              .map(S3Object::key)
              .toList();
      keys.forEach(key -> clients.s3().deleteObject(r -> r.bucket(all.bucket()).key(key)));
    } catch (SdkException e) {
      left.add("objects under %s: %s".formatted(all, e.getMessage()));
    }
  }
}
