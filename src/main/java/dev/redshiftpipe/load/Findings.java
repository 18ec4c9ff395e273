package dev.redshiftpipe.load;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Batched;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.pipe.OnError;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Treatment.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which files of a batch are bad.
 *
 * @param submitted the statement that failed, or the validating pass
 * @param bad by file id
 * @param tolerated by file id: files whose other rows are to be loaded
 */
public record Findings(Submitted submitted, Map<String, Fault> bad, Map<String, Fault> tolerated)
    implements Batched {
  /** CHAR(256) of the load error views; a character may be cut in two. */
  private static final int CUT = 253;

  /** Most of MAXERROR (developer guide, COPY, data load operations). */
  private static final int MOST_ERRORS = 99_999;

  /** Extra columns, missing data, delimiter not found (developer guide, load error reference). */
  private static final Set<Long> OTHER_COLUMNS = Set.of(1202L, 1213L, 1214L);

  public Findings {
    bad = Map.copyOf(bad);
    tolerated = Map.copyOf(tolerated);
  }

  /**
   * Of a pass that read all rows.
   *
   * @param rows every row that was found, by file
   */
  public static Findings ofRows(Submitted submitted, List<FoundRow> rows) {
    Map<String, Fault> bad = new LinkedHashMap<>();
    Map<String, Fault> tolerated = new LinkedHashMap<>();
    byFile(rows)
        .forEach(
            (name, found) -> {
              List<BatchFile> named = named(submitted.batch(), name);
              if (named.size() == 1) { // otherwise the name, cut short, could be any of them
                Fault fault =
                    Fault.ofRows(
                        shown(submitted.batch(), named.get(0), name),
                        found.stream().map(FoundRow::error).toList(),
                        submitted.statementId(),
                        submitted.failedSql());
                boolean goesOn = isTolerable(submitted.batch(), found);
                (goesOn ? tolerated : bad).put(named.get(0).fileId(), fault);
              }
            });
    return new Findings(submitted, bad, tolerated);
  }

  /** Of objects that S3 does not have any more. */
  public static Findings ofGone(Submitted submitted, List<BatchFile> gone) {
    return new Findings(
        submitted,
        gone.stream()
            .collect(
                Collectors.toMap(
                    BatchFile::fileId,
                    file ->
                        Fault.ofFile(
                            file.object().url() + " the object was deleted before it was loaded",
                            submitted.statementId(),
                            submitted.failedSql()))),
        Map.of());
  }

  @Override
  public Batch batch() {
    return submitted.batch();
  }

  /** The good files are loaded, then the bad ones refused; where none is named, halves tell. */
  public Parts parts() {
    List<BatchFile> refused = new ArrayList<>();
    List<BatchFile> loaded = new ArrayList<>();
    boolean isNews = !bad.isEmpty();
    for (BatchFile file : batch().files()) {
      Fault fault = bad.get(file.fileId());
      if (fault != null) {
        refused.add(file.with(fault));
      } else {
        BatchFile known = file.with(tolerated.getOrDefault(file.fileId(), Fault.NONE));
        isNews |= !known.fault().rows().equals(file.fault().rows());
        loaded.add(known);
      }
    }
    if (!isNews) {
      return Parts.bisected(submitted, submitted.reason());
    }
    List<Batch> parts = new ArrayList<>();
    if (!loaded.isEmpty()) {
      Batch rest = batch().part(loaded, Purpose.LOAD);
      parts.addAll(isTooMuch(loaded) && !rest.isSingle() ? rest.halves() : List.of(rest));
    }
    if (!refused.isEmpty()) {
      parts.add(batch().part(refused, Purpose.REFUSE));
    }
    return loaded.isEmpty() && areAlike(refused)
        ? new Parts.AllAlike(batch(), parts)
        : new Parts.GoOn(batch(), parts);
  }

  /** Whether each fails at its first row, and all of them have too many or too few columns. */
  private boolean areAlike(List<BatchFile> refused) {
    int firstLine = header(batch()) + 1;
    List<Long> codes =
        refused.stream()
            .map(file -> file.fault().rows())
            .map(rows -> rows.isEmpty() || rows.get(0).line() > firstLine ? 0L : rows.get(0).code())
            .distinct()
            .toList();
    return codes.size() == 1 && OTHER_COLUMNS.contains(codes.get(0));
  }

  /** A file of a manifest by its own name; what was made of a file by the name of the source. */
  private static String shown(Batch batch, BatchFile file, String name) {
    return batch.pipe().treatment().trigger() == Trigger.OBJECT ? file.object().url() : name;
  }

  private static boolean isTolerable(Batch batch, List<FoundRow> found) {
    var policy = batch.pipe().policy();
    long errors = found.get(0).errorsOfFile();
    long lines = found.get(0).linesOfFile() - header(batch);
    return policy.onError() == OnError.CONTINUE
        && errors <= policy.maxErrors()
        && (found.get(0).linesOfFile() == 0 || errors < lines);
  }

  private static int header(Batch batch) {
    Pipe pipe = batch.pipe();
    return pipe.treatment().columnsFromHeader()
        ? 1
        : new CopyOptions(pipe.options(), pipe.format().kind()).headerLines();
  }

  private static boolean isTooMuch(List<BatchFile> files) {
    return files.stream().mapToLong(file -> file.fault().rows().size()).sum() > MOST_ERRORS;
  }

  private static Map<String, List<FoundRow>> byFile(List<FoundRow> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.error().file(), LinkedHashMap::new, Collectors.toList()));
  }

  private static List<BatchFile> named(Batch batch, String name) {
    String known = name.stripTrailing().replaceAll("\uFFFD+$", "");
    boolean isCut = known.getBytes(StandardCharsets.UTF_8).length >= CUT;
    return batch.files().stream()
        .filter(
            file ->
                file.entries().stream()
                    .map(BatchFile.Entry::url)
                    .anyMatch(
                        url ->
                            Objects.equals(url.stripTrailing(), known)
                                || (isCut && url.startsWith(known))))
        .toList();
  }

  /** The rows that are left out, for the table of load errors. */
  static List<LoadError> rejected(Batch batch) {
    return batch.files().stream().flatMap(file -> file.fault().rows().stream()).toList();
  }
}
