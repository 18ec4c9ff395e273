package dev.redshiftpipe.infer;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder in which AWS DMS writes a table: {@code LOAD00000001.csv} are the full load, {@code
 * 20240131-101500123.csv} are changes, whose first column says I, U or D (DMS user guide, Amazon S3
 * as a target).
 *
 * @param changes empty where it is none
 */
public record DmsFolder(List<Listed> changes, boolean hasFullLoad) {
  private static final String END = "\\.csv(\\.gz)?$";
  private static final Pattern LOAD = Pattern.compile("(^|/)LOAD[0-9A-F]{8}" + END);
  private static final Pattern CHANGES = Pattern.compile("(^|/)2\\d{7}-\\d{6,9}" + END);
  private static final Set<String> OPERATIONS = Set.of("I", "U", "D");

  public DmsFolder {
    changes = List.copyOf(changes);
  }

  /**
   * @param prefix under which the objects lie; deeper folders are not looked at
   */
  public static DmsFolder of(List<Listed> objects, String prefix) {
    List<Listed> here =
        objects.stream().filter(one -> one.key().lastIndexOf('/') < prefix.length()).toList();
    return new DmsFolder(
        here.stream().filter(one -> CHANGES.matcher(one.key()).find()).toList(),
        here.stream().anyMatch(one -> LOAD.matcher(one.key()).find()));
  }

  /** Whether both are there, so that each needs a pipe. */
  public boolean isOne() {
    return hasFullLoad && !changes.isEmpty();
  }

  /** Whether samples are changes by their names, and by their first fields. */
  static boolean areChanges(List<Sample> samples, List<List<List<String>>> files) {
    return samples.stream().allMatch(sample -> CHANGES.matcher(sample.name()).find())
        && files.stream()
            .allMatch(
                rows ->
                    rows.stream()
                        .skip(isHeader(rows.get(0)) ? 1 : 0)
                        .allMatch(row -> OPERATIONS.contains(row.get(0))));
  }

  private static boolean isHeader(List<String> row) {
    return row.get(0).equalsIgnoreCase("op");
  }
}
