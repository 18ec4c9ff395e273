package dev.redshiftpipe.setup;

import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What settings name, as far as permissions depend on it.
 *
 * @param parkedQueue that of notifications, where what is parked has none of its own
 * @param workflowsQueue empty for no workflows
 * @param bus empty for no events
 */
public record PolicySubject(
    Control control,
    String notificationsQueue,
    String parkedQueue,
    String deadLettersQueue,
    String workflowsQueue,
    String bus,
    List<PipeRule> pipes,
    Map<String, Warehouse> warehouses,
    SetupSettings setup) {
  public PolicySubject {
    pipes = List.copyOf(pipes);
    warehouses = Map.copyOf(warehouses);
  }

  boolean hasWorkflows() {
    return !workflowsQueue.isEmpty();
  }

  boolean startsWorkflows() {
    return pipes.stream().anyMatch(pipe -> !pipe.treatment().thenWorkflow().isEmpty());
  }

  boolean hasRules() {
    return setup.throughEventBridge() || !setup.schedules().isEmpty();
  }

  /** Buckets that pipes read from. */
  Collection<String> landingBuckets() {
    return new TreeSet<>(pipes.stream().map(pipe -> pipe.from().begin().bucket()).toList());
  }

  /** Whether a pipe reads or copies files in the version that its notification told of. */
  boolean isAnyPrepared() {
    return any(pipe -> pipe.treatment().isPrepared(pipe.format()));
  }

  /** Whether a pipe has files copied within S3. */
  boolean isAnyCopied() {
    return any(PolicySubject::isCopied);
  }

  /** Whether a pipe writes what may be too large for one PUT. */
  boolean isAnyUploaded() {
    return any(pipe -> isCopied(pipe) || pipe.format().kind() == Format.Kind.XML);
  }

  /** Where files lie that the process itself may have to look at. */
  List<Prefix> read() {
    return covering(pipes.stream().map(rule -> reach(rule.from().begin(), sample(rule))));
  }

  /** Where files lie that COPY reads for a warehouse. */
  List<Prefix> copied(Warehouse warehouse) {
    return covering(
        pipes.stream()
            .filter(rule -> isInto(rule, warehouse))
            .filter(rule -> isReadByCopy(sample(rule)))
            .map(rule -> reach(rule.from().begin(), sample(rule))));
  }

  /** Files of JSONPaths that COPY reads for a warehouse. */
  List<Prefix> paths(Warehouse warehouse) {
    return pipes.stream()
        .filter(rule -> isInto(rule, warehouse))
        .map(rule -> sample(rule).format().detail())
        .filter(detail -> detail.startsWith("s3://"))
        .map(Prefix::parse)
        .distinct()
        .toList();
  }

  private static boolean isInto(PipeRule rule, Warehouse warehouse) {
    return sample(rule).warehouse().name().equals(warehouse.name());
  }

  private static boolean isReadByCopy(Pipe pipe) {
    return !pipe.readsCopies();
  }

  private static boolean isCopied(Pipe pipe) {
    return pipe.treatment().isCopied(pipe.format());
  }

  /** A manifest may list its whole bucket, a marker stands for the folder that it lies in. */
  private static Prefix reach(Prefix begin, Pipe pipe) {
    return switch (pipe.treatment().trigger()) {
      case OBJECT -> begin;
      case MARKER ->
          new Prefix(begin.bucket(), begin.key().substring(0, begin.key().lastIndexOf('/') + 1));
      case MANIFEST -> new Prefix(begin.bucket(), "");
    };
  }

  private boolean any(Predicate<Pipe> test) {
    return pipes.stream().map(PolicySubject::sample).anyMatch(test);
  }

  private static Pipe sample(PipeRule rule) {
    return rule.pipe().apply(new Table("any", "any"));
  }

  /** Each once, and none that another one covers. */
  private static List<Prefix> covering(Stream<Prefix> prefixes) {
    List<Prefix> all = prefixes.distinct().toList();
    return all.stream()
        .filter(one -> all.stream().noneMatch(other -> !other.equals(one) && other.covers(one)))
        .sorted(java.util.Comparator.comparing(Prefix::toString))
        .toList();
  }
}
