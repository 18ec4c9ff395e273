package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Files whose fate is in the history.
 *
 * @param loaded by this batch
 * @param duplicates loaded or refused before, by another batch
 * @param refused by this batch
 * @param superseded by a newer file or version
 * @param refusals those of the files that the history has as refused
 * @param fates the same files by the batches under which the history has them, this one or earlier
 *     ones
 * @param statement the last one about them
 */
public record Settled(
    Batch batch,
    List<BatchFile> loaded,
    List<BatchFile> duplicates,
    List<BatchFile> refused,
    List<BatchFile> superseded,
    List<Refusal> refusals,
    List<Fate> fates,
    LastStatement statement)
    implements Batched {

  public Settled {
    loaded = List.copyOf(loaded);
    duplicates = List.copyOf(duplicates);
    refused = List.copyOf(refused);
    superseded = List.copyOf(superseded);
    refusals = List.copyOf(refusals);
    fates = List.copyOf(fates);
  }

  /**
   * A statement that settled files, or met them in the history.
   *
   * @param rows that it put into the target; empty where that is not known
   */
  public record LastStatement(String id, Instant submittedAt, OptionalLong rows) {
    static LastStatement of(Submitted submitted, OptionalLong rows) {
      return new LastStatement(submitted.statementId(), submitted.submittedAt(), rows);
    }
  }

  /** Of a statement that finished: its files are what its purpose was. */
  public static Settled of(Submitted submitted) {
    Batch batch = submitted.batch();
    List<BatchFile> none = List.of();
    List<BatchFile> all = batch.files();
    LastStatement last = LastStatement.of(submitted, submitted.rows());
    return switch (batch.purpose()) {
      case LOAD, CONFIRM, VALIDATE ->
          new Settled(batch, all, none, none, none, List.of(), fates(batch, Outcome.LOADED), last);
      case SUPERSEDE ->
          new Settled(
              batch, none, none, none, all, List.of(), fates(batch, Outcome.SUPERSEDED), last);
      case REFUSE ->
          new Settled(
              batch,
              none,
              none,
              all,
              none,
              all.stream()
                  .map(
                      file ->
                          new Refusal(
                              batch.pipe(), file, batch.id(), submitted.load().preparedAt()))
                  .toList(),
              fates(batch, Outcome.REFUSED),
              last);
    };
  }

  private static List<Fate> fates(Batch batch, Outcome outcome) {
    return List.of(new Fate(batch.id(), outcome, false, Optional.empty(), batch.files()));
  }

  /** Ids of the batches that loaded them, this one or earlier ones. */
  public List<String> committedBatches() {
    return fates.stream()
        .filter(fate -> fate.outcome() == Outcome.LOADED)
        .map(Fate::batchId)
        .distinct()
        .toList();
  }

  /** The files by what became of them. */
  public Map<Outcome, List<BatchFile>> outcomes() {
    return Map.of(
        Outcome.LOADED,
        loaded,
        Outcome.DUPLICATE,
        duplicates,
        Outcome.REFUSED,
        refused,
        Outcome.SUPERSEDED,
        superseded);
  }

  /** In one line, for the log. */
  public String line() {
    return ("%s → %s: %d loaded, %d recognised, %d refused, %d superseded, %d bytes%s%s, attempt %d,"
            + " batch %s%s")
        .formatted(
            batch.pipe().name(),
            batch.target(),
            loaded.size(),
            duplicates.size(),
            refused.size(),
            superseded.size(),
            batch.bytes(),
            loaded.isEmpty() ? "" : ListedParts.of(batch).map(Settled::text).orElse(""),
            statement.rows().isPresent() ? ", %d rows".formatted(statement.rows().getAsLong()) : "",
            batch.attempt(),
            batch.id(),
            stillRefused());
  }

  /** Files that came again and are not loaded, since they were refused before. */
  private String stillRefused() {
    return fates.stream()
        .filter(fate -> fate.isRepeated() && fate.outcome() == Outcome.REFUSED)
        .map(
            fate ->
                "; %s is still refused, since %s, for: %s: `replay %s` has it loaded"
                    .formatted(
                        names(fate),
                        fate.recordedAt().map(Instant::toString).orElse("earlier"),
                        fate.files().get(0).fault().reason(),
                        batch.pipe().name()))
        .collect(Collectors.joining());
  }

  private static String text(ListedParts parts) {
    return ", %d listed files of %d bytes".formatted(parts.files(), parts.bytes());
  }

  private static String names(Fate fate) {
    String first = fate.files().get(0).object().url();
    int others = fate.files().size() - 1;
    return others == 0 ? first : "%s (and %d others)".formatted(first, others);
  }
}
