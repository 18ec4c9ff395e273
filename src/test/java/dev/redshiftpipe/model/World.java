package dev.redshiftpipe.model;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.model.Script.Trait;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clock, what lies outside the processes, and the processes. */
final class World {
  static final Instant NOON = Samples.NOON;
  private static final int WORKERS = 2;

  /** The roles of the project's own SQL, in its order. */
  private static final Map<Mutation, Map<Purpose, List<Statement>>> SQL = sql();

  private static final List<Pipe> PATIENT = pipes(Duration.ofDays(1000));
  private static final List<Pipe> IMPATIENT = pipes(Duration.ofMinutes(10));

  private final Map<String, FileTwin> filesById = new LinkedHashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Pipe> pipes;
  private final QueueTwin queue = new QueueTwin();
  private final LettersTwin letters = new LettersTwin();
  private final WarehouseTwin warehouse = new WarehouseTwin(filesById);
  private final Map<Purpose, List<Statement>> statements;
  private final Script script;
  private final Mutation mutation;
  private final Log log;
  private Instant now = NOON;

  World(Script script, Mutation mutation, Log log) {
    this.script = script;
    this.mutation = mutation;
    this.log = log;
    this.pipes = script.isImpatient() ? IMPATIENT : PATIENT;
    this.statements = SQL.getOrDefault(mutation, Map.of());
    for (int i = 0; i < script.files().size(); i++) {
      // the first two are of one pipe, the others of another table and of another pipe
      add("f" + i, pipes.get(Math.max(0, i - 1)), script.files().get(i));
    }
    for (int i = 0; i < WORKERS; i++) {
      workers.add(new Worker("w" + i, this));
    }
  }

  FileTwin add(String key, Pipe pipe, Trait trait) {
    FileTwin file = new FileTwin(key, pipe, trait);
    filesById.put(file.id(), file);
    return file;
  }

  /** S3 tells of a file. */
  void tell(FileTwin file) {
    file.tell();
    queue.send(file, now, now);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  LaneLimits limits() {
    return new LaneLimits(2, script.isNarrow() ? 3 : 1000);
  }

  Load load(Batch batch) {
    return new Load(batch, List.of(), sql(batch.purpose()), now);
  }

  FileTwin file(BatchFile file) {
    return files().stream().filter(twin -> twin.is(file)).findFirst().orElseThrow();
  }

  List<FileTwin> files() {
    return List.copyOf(filesById.values());
  }

  List<Pipe> pipes() {
    return pipes;
  }

  List<Worker> workers() {
    return workers;
  }

  QueueTwin queue() {
    return queue;
  }

  LettersTwin letters() {
    return letters;
  }

  WarehouseTwin warehouse() {
    return warehouse;
  }

  Mutation mutation() {
    return mutation;
  }

  Script script() {
    return script;
  }

  Log log() {
    return log;
  }

  Instant now() {
    return now;
  }

  private List<Statement> sql(Purpose purpose) {
    return statements.getOrDefault(purpose, List.of());
  }

  private static List<Pipe> pipes(Duration giveUpAfter) {
    return List.of(
        pipe("orders", "public.orders", giveUpAfter),
        pipe("clicks", "public.clicks", giveUpAfter),
        pipe("returns", "public.orders", giveUpAfter));
  }

  private static Pipe pipe(String name, String into, Duration giveUpAfter) {
    Pipe sample = Samples.pipe(name, "s3://landing/" + name + "/", into);
    return new Pipe(
        name,
        sample.from(),
        sample.into(),
        sample.format(),
        sample.options(),
        sample.columns(),
        sample.warehouse(),
        new BatchLimits(3, 1000, Duration.ZERO),
        new LoadPolicy(OnError.SKIP_FILE, 1000, Duration.ofHours(6), giveUpAfter));
  }

  private static Map<Mutation, Map<Purpose, List<Statement>>> sql() {
    Transactions transactions =
        new Transactions(new Control(Prefix.parse("s3://control/")), World::read);
    Map<Mutation, Map<Purpose, List<Statement>>> all = new EnumMap<>(Mutation.class);
    for (Mutation mutation : Mutation.values()) {
      Map<Purpose, List<Statement>> sql = new EnumMap<>(Purpose.class);
      for (Purpose purpose : Purpose.values()) {
        Batch batch = Samples.batch("a").to(purpose);
        sql.put(
            purpose,
            transactions.load(batch, NOON).statements().stream()
                .filter(statement -> !mutation.isWithout(statement.role()))
                .toList());
      }
      all.put(mutation, sql);
    }
    return all;
  }

  private static String read(String name) {
    try {
      return Files.readString(Path.of("sql", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
