package dev.redshiftpipe.bench.model;

import dev.redshiftpipe.bench.process.ControlSide;
import dev.redshiftpipe.bench.process.Endpoints;
import dev.redshiftpipe.bench.process.EventMessage;
import dev.redshiftpipe.bench.process.PipeFolder;
import dev.redshiftpipe.bench.process.SqsProcess;
import dev.redshiftpipe.bench.process.WorkQueue;
import dev.redshiftpipe.endtoend.PipeProcess;
import dev.redshiftpipe.local.StandInOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** SQS in a process of its own, S3 and the Data API over a model in this one; and the pipes. */
public final class ModelSite implements AutoCloseable {
  private static final String BUCKET = "landing";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Ledger ledger = new Ledger();
  private final Calls calls = new Calls();
  private final int fileBytes;
  private final ModelWarehouse warehouse;
  private final ControlSide control;
  private final Endpoints endpoints;
  private final WorkQueue queue;
  private final WorkQueue deadLetters;
  private final WorkQueue parked;

  private ModelSite(WarehouseModel model, int fileBytes, String sqsHeap, Set<String> missing)
      throws IOException {
    this.fileBytes = fileBytes;
    this.warehouse = new ModelWarehouse(model, ledger, missing, file -> fileBytes);
    SqsProcess sqs = opened(SqsProcess.start(sqsHeap));
    this.control =
        opened(
            ControlSide.start(StandInOptions.forTests().withSessions(warehouse).withFaults(calls)));
    warehouse.reads(control::text);
    this.endpoints = new Endpoints(sqs.endpoint(), control.endpoint());
    this.queue = opened(WorkQueue.create(sqs.endpoint(), "notifications"));
    this.deadLetters = opened(WorkQueue.create(sqs.endpoint(), "dead-letters"));
    this.parked = opened(WorkQueue.create(sqs.endpoint(), "parked"));
  }

  /**
   * Opens one.
   *
   * @param fileBytes of every file
   * @param sqsHeap as {@code -Xmx} takes it
   * @param missing tables that do not exist
   */
  public static ModelSite open(
      WarehouseModel model, int fileBytes, String sqsHeap, Set<String> missing) throws IOException {
    return new ModelSite(model, fileBytes, sqsHeap, missing);
  }

  /** Closes it with this, before what was opened earlier. */
  public <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  /** Tells of so many files, as fast as the queue takes it. */
  public void land(int count, IntFunction<FileName> files) {
    queue.fill(
        count,
        number -> message(files.apply(number)),
        number -> ledger.landed(files.apply(number), System.currentTimeMillis()));
  }

  /** Tells of one file. */
  public void land(FileName file) {
    ledger.landed(file, System.currentTimeMillis());
    queue.send(message(file));
  }

  private String message(FileName file) {
    return EventMessage.of(BUCKET, file.key(), fileBytes, Instant.now());
  }

  /** A setting: what cannot be loaded soon has a queue of its own. */
  public String parksApart() {
    return "queue.parked = " + parked.url();
  }

  /** A folder for a process that loads into {@code public.TABLE} what lands under TABLE/. */
  public PipeFolder folder(String... settings) {
    List<String> lines = new ArrayList<>();
    lines.add("queue.notifications = " + queue.url());
    lines.add("queue.dead-letters = " + deadLetters.url());
    lines.addAll(List.of(settings));
    return opened(PipeFolder.create(lines.toArray(String[]::new)));
  }

  /** One pipe for every table. */
  public static String[] onePipe() {
    return new String[] {
      "pipe.landed.from = s3://landing/{table}/",
      "pipe.landed.into = public.{table}",
      // the files are not there to be looked at
      "pipe.landed.compression = none",
      "pipe.landed.format = csv"
    };
  }

  /**
   * Starts the packaged jar.
   *
   * @param flags of the JVM
   */
  public PipeProcess pipe(PipeFolder folder, String... flags) {
    List<String> java = new ArrayList<>(List.of(flags));
    java.addAll(List.of("-jar", PipeProcess.packagedJar().toString()));
    return pipe(folder, java);
  }

  /**
   * Starts a pipe in another way.
   *
   * @param java what follows {@code java} on the command line
   */
  public PipeProcess pipe(PipeFolder folder, List<String> java) {
    PipeProcess pipe = PipeProcess.start(folder.path(), java, endpoints.environment());
    opened(pipe::kill);
    return pipe;
  }

  /**
   * Stops a pipe, with the long polls that it has open: what a killed one leaves open may take a
   * message with it, for as long as messages stay invisible.
   */
  public static void stop(PipeProcess pipe) {
    pipe.terminate();
    pipe.ended(Duration.ofMinutes(1));
  }

  /** Whether its routes have started. */
  public static boolean isUp(PipeProcess pipe) {
    try {
      return pipe.get("/health").contains("UP");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Looks twice a second until it is so.
   *
   * @return false when it was not so in this time
   */
  public static boolean await(Duration atMost, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(500);
    }
    return true;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Calls calls() {
    return calls;
  }

  public ModelWarehouse warehouse() {
    return warehouse;
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  public WorkQueue queue() {
    return queue;
  }

  /** Dead letters there are: must be 0 but where files are meant to be refused. */
  public int deadLetters() {
    return deadLetters.all();
  }

  @Override
  public void close() {
    for (AutoCloseable part : open) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot stop " + part, e);
      }
    }
  }
}
