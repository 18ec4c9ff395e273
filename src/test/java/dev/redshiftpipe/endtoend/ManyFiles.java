package dev.redshiftpipe.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CSV files whose rows are all different, under {@code landing/PREFIX/}.
 *
 * @param rows in each file
 * @param first the number of the first file, and of all before it
 */
record ManyFiles(String prefix, int files, int rows, int first) {

  ManyFiles(String prefix, int files, int rows) {
    this(prefix, files, rows, 0);
  }

  /** The same with other numbers: the first file is the one with this number. */
  ManyFiles from(int number) {
    return new ManyFiles(prefix, files, rows, number);
  }

  void put(Site site) {
    IntStream.range(0, files)
        .parallel()
        .forEach(file -> site.put(key(file), String.join("\n", content(file, ",")) + "\n"));
  }

  /** Every row once, as {@link Warehouse#rowsOf} gives them. */
  List<String> expectedRows() {
    List<String> all = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      all.addAll(content(file, "|"));
    }
    return all;
  }

  /** Every file once, as {@link Warehouse#history} gives them. */
  List<String> expectedHistory() {
    return IntStream.range(0, files)
        .mapToObj(file -> "s3://landing/" + key(file) + "|loaded")
        .toList();
  }

  int allRows() {
    return files * rows;
  }

  private String key(int file) {
    return "%s/%04d.csv".formatted(prefix, first + file);
  }

  private List<String> content(int file, String delimiter) {
    return IntStream.range(0, rows)
        .mapToObj(
            row ->
                (first * 10_000 + file * rows + row)
                    + delimiter
                    + "row "
                    + row
                    + " of file "
                    + file)
        .toList();
  }
}
