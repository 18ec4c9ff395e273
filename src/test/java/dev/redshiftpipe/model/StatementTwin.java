package dev.redshiftpipe.model;

import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Part;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.FoundRow;
import dev.redshiftpipe.load.HistoryEntry;
import dev.redshiftpipe.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A batch of statements in the warehouse, run one after the other in a transaction. */
final class StatementTwin {
  private final String id;
  private final Load load;
  private final List<Part> parts = new ArrayList<>();
  private Status status = Status.SUBMITTED;
  private String error = "";
  private boolean isCalledAborted;

  /** The ids that the history had when the snapshot was taken. */
  @Nullable Set<String> snapshot;

  long fenceOfSnapshot;
  final List<String> rows = new ArrayList<>();
  final List<HistoryEntry> entries = new ArrayList<>();
  List<FoundRow> found = List.of();

  StatementTwin(String id, Load load) {
    this.id = id;
    this.load = load;
  }

  String id() {
    return id;
  }

  Load load() {
    return load;
  }

  boolean isFinal() {
    return status.isFinal();
  }

  boolean isStarted() {
    return status != Status.SUBMITTED;
  }

  /** The role of the statement that runs next; empty when only the commit is left. */
  String nextRole() {
    return parts.size() < load.statements().size()
        ? load.statements().get(parts.size()).role()
        : "";
  }

  void started() {
    status = Status.STARTED;
  }

  void wentWell() {
    parts.add(new Part(Status.FINISHED, ""));
  }

  void committed() {
    status = isCalledAborted ? Status.ABORTED : Status.FINISHED;
  }

  /** It will say that it was aborted, though it was not. */
  void callAborted() {
    isCalledAborted = true;
  }

  void failed(String why) {
    status = Status.FAILED;
    error = why;
    parts.add(new Part(Status.FAILED, why));
    abortRest();
  }

  void refused(String why) {
    status = Status.FAILED;
    error = why;
    abortRest();
  }

  void aborted() {
    status = Status.ABORTED;
    error = "Query aborted";
  }

  Answer answer() {
    return new Answer(status, error, 1, status.isFinal() ? parts : List.of());
  }

  private void abortRest() {
    for (Statement ignored : load.statements().subList(parts.size(), load.statements().size())) {
      parts.add(new Part(Status.ABORTED, ""));
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
