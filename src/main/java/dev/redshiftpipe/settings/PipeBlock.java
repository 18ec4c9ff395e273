package dev.redshiftpipe.settings;

import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.pipe.BatchLimits;
import dev.redshiftpipe.pipe.Destination;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Identifier;
import dev.redshiftpipe.pipe.LoadPolicy;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Schedule;
import dev.redshiftpipe.pipe.Source;
import dev.redshiftpipe.pipe.Treatment;
import dev.redshiftpipe.pipe.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One block {@code pipe.NAME.…}. */
final class PipeBlock {
  private static final String HEADER = "header";

  private final String name;
  private final String begin;
  private final Values values;
  private final Map<String, Warehouse> warehouses;
  private final Function<String, String> files;

  PipeBlock(
      String name,
      Values values,
      Map<String, Warehouse> warehouses,
      Function<String, String> files) {
    this.name = name;
    this.begin = "pipe." + name + ".";
    this.values = values;
    this.warehouses = warehouses;
    this.files = files;
  }

  /** The pipe; empty, with mistakes, where it is none. */
  Optional<PipeRule> rule() {
    int before = values.mistakes().size();
    Optional<Source> from = values.read(begin + "from", Source::parse);
    List<String> names = from.map(Source::names).orElse(List.of());
    Optional<Destination> into =
        values.read(begin + "into", text -> Destination.parse(text, names));
    Optional<Format> format =
        values
            .read(begin + "format", Format::parse)
            .flatMap(f -> values.read(begin + "arrays", f::withArrays));
    boolean fromHeader = values.text(begin + "columns").equalsIgnoreCase(HEADER);
    List<String> columns =
        fromHeader
            ? List.of()
            : values.read(begin + "columns", PipeBlock::columns).orElse(List.of());
    String options = values.text(begin + "options");
    format.ifPresent(f -> checkOptions(f, fromHeader));
    Optional<Treatment> treatment =
        new TreatmentBlock(begin, values, files).treatment(format, fromHeader);
    Optional<Warehouse> warehouse = values.read(begin + "warehouse", this::warehouse);
    BatchLimits limits = limits(treatment.map(Treatment::isOneAtATime).orElse(false));
    LoadPolicy policy = policy();
    boolean isPaused = values.read(begin + "paused", Values::isTrue).orElse(false);
    if (values.mistakes().size() > before
        || from.isEmpty()
        || into.isEmpty()
        || format.isEmpty()
        || treatment.isEmpty()
        || warehouse.isEmpty()) {
      return Optional.empty();
    }
    check(policy, format.get(), treatment.get());
    return Optional.of(
        new PipeRule(
            name,
            from.get(),
            suffix(treatment.get()),
            into.get(),
            table ->
                new Pipe(
                    name,
                    from.get().begin(),
                    table,
                    format.get(),
                    options,
                    columns,
                    treatment.get(),
                    warehouse.get(),
                    limits,
                    policy),
            isPaused));
  }

  private void checkOptions(Format format, boolean fromHeader) {
    values.read(
        begin + "options",
        text -> {
          CopyOptions options = new CopyOptions(text, format.kind());
          if (fromHeader && options.has("IGNOREHEADER") && options.headerLines() != 1) {
            throw new IllegalArgumentException("IGNOREHEADER is 1 with columns = header");
          }
          return options;
        });
  }

  private void check(LoadPolicy policy, Format format, Treatment treatment) {
    if (policy.onError() == OnError.CONTINUE
        && (treatment.isOneAtATime() || format.kind().isColumnar())) {
      values.mistake(
          begin + "on-error",
          ": continue does not go with "
              + (format.kind().isColumnar()
                  ? "format " + format + ", which COPY takes as a whole"
                  : "mode = replace, trigger = manifest or marker: they fail as one"));
    }
  }

  private String suffix(Treatment treatment) {
    String given = values.text(begin + "suffix");
    return !given.isEmpty()
        ? given
        : switch (treatment.trigger()) {
          case OBJECT -> "";
          case MANIFEST -> ".manifest";
          case MARKER -> "_SUCCESS";
        };
  }

  private BatchLimits limits(boolean isOneAtATime) {
    int files = values.number(begin + "batch.files", 1);
    return new BatchLimits(
        isOneAtATime ? 1 : files,
        Math.max(1, values.size(begin + "batch.bytes")),
        values.duration(begin + "batch.linger"),
        schedule());
  }

  private LoadPolicy policy() {
    Duration timeout = values.duration(begin + "load.timeout");
    return new LoadPolicy(
        values
            .read(begin + "on-error", text -> Values.oneOf(OnError.class, text))
            .orElse(OnError.SKIP_FILE),
        values.number(begin + "max-errors", 1),
        timeout,
        values.duration(begin + "give-up-after"));
  }

  private Optional<Schedule> schedule() {
    String at = values.text(begin + "batch.at");
    String zone = values.text(begin + "batch.zone");
    return at.isEmpty()
        ? Optional.empty()
        : values.read(begin + "batch.at", text -> Schedule.parse(text, zone));
  }

  private Warehouse warehouse(String text) {
    Warehouse warehouse = warehouses.get(text);
    if (warehouse == null) {
      throw new IllegalArgumentException(
          "\"%s\" is no warehouse; there are %s".formatted(text, warehouses.keySet()));
    }
    return warehouse;
  }

  /** Names of columns with commas between them. */
  static List<String> columns(String text) {
    return Identifier.list(text);
  }
}
