package dev.redshiftpipe.local.demo;

import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.demo.SampleFiles.SampleFile;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Runs the pipe on this machine, without an AWS account, and shows it at work on sample files.
 *
 * <p>System properties: {@code sample} says which files, {@code files} of several kinds (or
 * nothing) or {@code sales} for the sales pipeline; {@code once=true} ends it with status 0 when
 * every number was right, 1 otherwise; {@code data} names a folder in which buckets and warehouse
 * are kept.
 */
public final class LocalRun {
  private static final Path LOG = Path.of("target", "local", "pipe.log");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PrintStream out;
  private final PipeSettings settings;
  private final StandIn standIn;
  private final Aws aws;
  private final PipeProcess pipe;
  private final Watcher watcher;

  private LocalRun(
      PrintStream out,
      PipeSettings settings,
      StandIn standIn,
      Aws aws,
      PipeProcess pipe,
      Watcher watcher) {
    this.out = out;
    this.settings = settings;
    this.standIn = standIn;
    this.aws = aws;
    this.pipe = pipe;
    this.watcher = watcher;
  }

  public static void main(String[] args) throws Exception {
    Tethered.toParent();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean once = Boolean.getBoolean("once");
    String sample = System.getProperty("sample", "");
    if (!List.of("", "files", "sales").contains(sample)) {
      out.println("sample: \"" + sample + "\" is neither files nor sales");
      System.exit(1);
    }
    PipeSettings settings = new PipeSettings(Path.of("application.properties"), System.getenv());
    out.println("Redshift Pipe on this machine. Starting S3, SQS, EventBridge and a warehouse …");
    try (StandIn standIn = StandIn.start(StandInOptions.fromSystemProperties());
        Aws aws = Aws.at(standIn.endpoint())) {
      Runtime.getRuntime().addShutdownHook(new Thread(standIn::close));
      new Wiring(settings, aws).make();
      out.printf(
          "  AWS endpoint %s   warehouse localhost:%d%nStarting the pipe (its log: %s) …%n",
          standIn.endpoint(), standIn.warehousePort(), LOG);
      try (PipeProcess pipe = PipeProcess.start(standIn.endpoint(), LOG)) {
        Watcher watcher = new Watcher(aws, settings, out);
        LocalRun run = new LocalRun(out, settings, standIn, aws, pipe, watcher);
        boolean right =
            sample.equals("sales")
                ? new SalesSample(run, out, aws, settings, watcher).run()
                : run.samples();
        if (once) {
          out.println(right ? "Every number is right." : "Some numbers are wrong; see " + LOG);
          pipe.close();
          standIn.close();
          System.exit(right ? 0 : 1);
        }
        run.stayUp();
      }
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
      System.exit(1);
    }
  }

  private boolean samples() throws Exception {
    List<SampleFile> files = new ArrayList<>(SampleFiles.storeSales());
    files.add(SampleFiles.people("people/customers-1.csv", 0, 500));
    int storeSales =
        files.stream().filter(f -> f.key().startsWith("store")).mapToInt(SampleFile::rows).sum();
    out.printf("%nPutting %d files into s3://landing/ …%n", files.size());
    files.forEach(this::put);
    boolean right = until(() -> watcher.loaded() + watcher.duplicates() >= files.size());

    out.printf("%nTwo more: one is put twice, one is broken …%n");
    int before = watcher.loaded() + watcher.duplicates();
    SampleFile more = SampleFiles.people("people/customers 2 (été).csv", 500, 20);
    put(more);
    right &= until(() -> watcher.loaded() + watcher.duplicates() > before);
    int known = watcher.duplicates();
    put(more);
    right &= until(() -> watcher.duplicates() > known);
    int letters = watcher.deadLetters();
    put(SampleFiles.brokenPeople("people/broken.csv"));
    right &= until(() -> watcher.deadLetters() > letters);

    show();
    right &= count("public.store_sales") == storeSales;
    right &= count("public.data_loading_demo") == 520;
    return right;
  }

  private void show() {
    out.printf("%nRows per day in public.store_sales:%n");
    table(
        List.of("day", "rows", "net paid"),
        warehouse()
            .rows(
                "SELECT TO_CHAR(DATEADD(day, ss_sold_date_sk - 2440588, '1970-01-01'::DATE), 'YYYY-MM-DD') AS day,"
                    + " COUNT(*), SUM(ss_net_paid) FROM public.store_sales GROUP BY 1 ORDER BY 1"));
    out.printf("%nThe load history:%n");
    table(
        List.of("target", "status", "files", "bytes"),
        warehouse()
            .rows(
                "SELECT target, status, COUNT(*), SUM(size_bytes) FROM redshift_pipe.load_history"
                    + " GROUP BY 1, 2 ORDER BY 1, 2"));
    String psql = psql();
    out.printf(
        """

        Try next, in another terminal (or the other sample: mvn -Plocal -Dsample=sales):
          1. %s s3 cp people.csv s3://landing/people/
          2. %s -c 'SELECT COUNT(*) FROM data_loading_demo'
          3. %s -c 'SELECT * FROM redshift_pipe.load_history ORDER BY recorded_at DESC LIMIT 10'
          4. http://localhost:%s/ in a browser        (and /status, /metrics, /health for programs)
          5. change a file in routes/: the running pipe takes it, and %s says so, or what is wrong

        """,
        aws(), psql, psql, settings.httpPort(), LOG);
  }

  private void stayUp() throws Exception {
    out.println(
        "Running until Ctrl-C. Kill the pipe if you like (kill -9 %d), it is started again. What it does from now on:"
            .formatted(pipe.pid()));
    while (true) {
      if (!pipe.isRunning()) {
        out.println("  the pipe was stopped; starting it again");
        pipe.startAgain();
      }
      watcher.look();
    }
  }

  /** The command that asks the warehouse, up to its options. */
  String psql() {
    return "psql -h localhost -p " + standIn.warehousePort() + " -U awsuser dev";
  }

  /** The AWS command, up to the service. */
  String aws() {
    return "AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1 \\\n"
        + "       aws --endpoint-url "
        + standIn.endpoint();
  }

  /** Puts a file into the bucket {@code landing}. */
  void put(SampleFile file) {
    aws.s3()
        .putObject(
            request -> request.bucket("landing").key(file.key()),
            RequestBody.fromBytes(file.content()));
  }

  /** Tells what the pipe does until something is so; whether it came to that in time. */
  boolean until(BooleanSupplier done) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!done.getAsBoolean()) {
      if (!pipe.isRunning()) {
        throw new IllegalStateException("The pipe has stopped; see " + pipe.log());
      }
      if (Instant.now().isAfter(end)) {
        out.println("  … this takes too long; see " + pipe.log());
        return false;
      }
      watcher.look();
    }
    return true;
  }

  /** Rows of a table. */
  long count(String table) {
    return Long.parseLong(warehouse().rows("SELECT COUNT(*) FROM " + table).get(0).get(0));
  }

  Questions warehouse() {
    return aws.warehouse(settings);
  }

  /** Prints rows under their heads. */
  void table(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < head.size(); i++) {
        int column = i;
        int width = all.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        line.append(("%" + (i == 0 ? "-" : "") + width + "s   ").formatted(row.get(i)));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
