package dev.redshiftpipe.edge;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Housekeeping;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.workflow.StepTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The stand-in's warehouse, brought to give any answer there is. */
final class AnsweringWarehouse implements AfterAllCallback {
  private static final Warehouse NOBODY =
      new Warehouse("default", "", "analytics", "dev", "", "nobody", "default", "");

  private final PlannedFaults faults = new PlannedFaults();
  private final StandIn standIn;
  private final S3Client s3;
  private final RedshiftDataAsyncClient client;
  private final Statements statements;

  AnsweringWarehouse() {
    try {
      standIn = StandIn.start(StandInOptions.forTests().withFaults(faults));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    s3 =
        S3Client.builder()
            .endpointOverride(standIn.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    client =
        RedshiftDataAsyncClient.builder()
            .endpointOverride(standIn.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    Map<String, RedshiftDataAsyncClient> clients = Map.of("default", client);
    statements =
        new Statements(
            new Clients(new TwinSqs(), s3, new TwinEventBridge(), clients, clients, new Polls()),
            new Pace(new Governor(Map.of()), InstantSource.system()),
            "process");
    s3.createBucket(request -> request.bucket("control"));
    s3.createBucket(request -> request.bucket("landing"));
    run("CREATE TABLE public.orders (id INT, name VARCHAR(100))");
    run("CREATE TABLE public.a (id INT)");
    run("CREATE TABLE public.b (id INT)");
    run("INSERT INTO public.a VALUES (1)");
    run("CREATE USER nobody PASSWORD 'Nobody12'");
    run("CREATE DATABASE \"old\" ISOLATION LEVEL SERIALIZABLE");
    run(in("old"), "CREATE TABLE public.a (id INT)");
    run(in("old"), "CREATE TABLE public.b (id INT)");
    run("CREATE TABLE public.whole (id INT, name VARCHAR(100))");
    run("CREATE TABLE public.kept (id INT, name VARCHAR(100))");
    for (String into : List.of("public.orders", "public.nowhere", "public.whole", "public.kept")) {
      Pipe pipe = Samples.pipe("orders", "s3://landing/orders/", into);
      Batch batch = Samples.batch("a");
      create(new Batch(pipe, batch.compression(), "", batch.files(), 1, 1, 0, batch.purpose()));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getRequiredTestClass().getEnclosingClass() == null) { // else a nested class ends
      standIn.close();
    }
  }

  /** Lock and history of a batch's target, as the route makes them. */
  void create(Batch batch) {
    new OwnTables(new Housekeeping(BuiltIn::sql), new StepTransactions(BuiltIn::sql), statements)
        .of(batch.pipe())
        .join();
  }

  /** The columns of a pipe's target, as the process asks for them. */
  TargetColumns columns(Pipe pipe) {
    Transactions transactions = new Transactions(new Control(pipe.from()), BuiltIn::sql);
    return new TableColumns(transactions, statements, InstantSource.system())
        .of(pipe, false)
        .join();
  }

  /** The rows that a query gives, their values with {@code |} between. */
  List<String> rows(String sql) {
    return statements.rows(in("dev"), List.of(new Statement("query", sql)), "query").join().stream()
        .map(row -> String.join("|", row))
        .toList();
  }

  PlannedFaults faults() {
    return faults;
  }

  void put(String key, String content) {
    s3.putObject(r -> r.bucket("landing").key(key), RequestBody.fromString(content));
  }

  void remove(String bucket, String key) {
    s3.deleteObject(request -> request.bucket(bucket).key(key));
  }

  /** Writes what its statements read. */
  void prepare(Load load) {
    load.documents()
        .forEach(
            document ->
                s3.putObject(
                    r -> r.bucket("control").key(document.key()),
                    RequestBody.fromString(document.text())));
  }

  Submitted ended(Load load) {
    return asked(submitted(load.batch().pipe().warehouse(), load));
  }

  Submitted byNobody(Load load) {
    return asked(submitted(NOBODY, load));
  }

  Submitted asked(Submitted submitted) {
    Submitted now = submitted;
    while (now.isRunning()) {
      Answer answer = statements.describe(now.batch().pipe().warehouse(), now.statementId()).join();
      now = now.answered(answer, true, Samples.NOON);
    }
    return now;
  }

  /** Cancelled while it runs. */
  Submitted cancelled(Load load) {
    Stop stop = faults.stopBefore(1);
    Submitted running = submitted(load.batch().pipe().warehouse(), load);
    stop.awaitStopped();
    statements.cancel(load.batch().pipe().warehouse(), running.statementId()).join();
    stop.goOn();
    return asked(running);
  }

  /** All connections broken while it runs. */
  Submitted restarted(Load load) {
    Stop stop = faults.stopBefore(1);
    Submitted running = submitted(load.batch().pipe().warehouse(), load);
    stop.awaitStopped();
    standIn.dropConnections();
    stop.goOn();
    return asked(running);
  }

  /** Longer under way than its timeout allows. */
  Submitted timedOut(Load load) {
    Stop stop = faults.stopBefore(1);
    Submitted holder = submitted(in("dev"), plain(load.batch(), "LOCK public.b", "SELECT 1"));
    stop.awaitStopped();
    Submitted late =
        asked(
            submitted(
                in("dev"), plain(load.batch(), "SET statement_timeout TO 200", "LOCK public.b")));
    stop.goOn();
    asked(holder);
    return late;
  }

  /** One of two that lock two tables in two orders. */
  Submitted deadlock(Batch batch) {
    return oneOf(
        in("dev"),
        plain(batch, "LOCK public.a", "LOCK public.b"),
        plain(batch, "LOCK public.b", "LOCK public.a"));
  }

  /** One of two that change what they have read. */
  Submitted conflict(Batch batch) {
    Load change = plain(batch, "SELECT id FROM public.a", "UPDATE public.a SET id = id + 1");
    return oneOf(in("dev"), change, change);
  }

  /** One of two that read what the other writes, on a SERIALIZABLE database. */
  Submitted cycle(Batch batch) {
    return oneOf(
        in("old"),
        plain(batch, "SELECT COUNT(*) FROM public.a", "INSERT INTO public.b VALUES (1)"),
        plain(batch, "SELECT COUNT(*) FROM public.b", "INSERT INTO public.a VALUES (1)"));
  }

  /** The one that failed of two that were both stopped before their second statement. */
  private Submitted oneOf(Warehouse warehouse, Load one, Load other) {
    Stop first = faults.stopBefore(1);
    Submitted here = submitted(warehouse, one);
    first.awaitStopped();
    Stop second = faults.stopBefore(1);
    Submitted there = submitted(warehouse, other);
    second.awaitStopped();
    first.goOn();
    second.goOn();
    Submitted ended = asked(here);
    Submitted otherEnd = asked(there);
    return ended.status() == Answer.Status.FAILED ? ended : otherEnd;
  }

  private Submitted submitted(Warehouse warehouse, Load load) {
    String id =
        statements
            .submit(warehouse, load.statements(), "x", UUID.randomUUID().toString(), false)
            .join();
    return Submitted.now(load, id, Samples.NOON);
  }

  private static Load plain(Batch batch, String first, String second) {
    return new Load(
        batch,
        List.of(),
        List.of(new Statement("first", first), new Statement("copy", second)),
        Samples.NOON);
  }

  private static Warehouse in(String database) {
    return new Warehouse("default", "analytics", "", database, "", "", "default", "");
  }

  void run(String sql) {
    run(in("dev"), sql);
  }

  private void run(Warehouse warehouse, String sql) {
    String id =
        client
            .executeStatement(
                request ->
                    request
                        .workgroupName(warehouse.workgroup())
                        .database(warehouse.database())
                        .sql(sql))
            .join()
            .id();
    Answer answer = statements.describe(warehouse, id).join();
    if (answer.status() != Answer.Status.FINISHED) {
      throw new IllegalStateException(sql + ": " + answer);
    }
  }
}
