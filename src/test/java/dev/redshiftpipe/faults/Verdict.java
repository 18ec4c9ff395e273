package dev.redshiftpipe.faults;

import dev.redshiftpipe.endtoend.Site;
import dev.redshiftpipe.faults.Folder.Way;
import dev.redshiftpipe.faults.Problem.Kind;
import dev.redshiftpipe.faults.PutFile.Fate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what was put with tables, load histories, rows left out and dead letters. */
final class Verdict {
  private static final int FILES_AT_ONCE = 2000;

  private final Site site;
  private final Ledger ledger;
  private final Letters letters;
  private final List<Problem> problems = new ArrayList<>();
  private int loaded;
  private int refused;
  private long rows;

  private Verdict(Site site, Ledger ledger, Letters letters) {
    this.site = site;
    this.ledger = ledger;
    this.letters = letters;
  }

  static Verdict of(Site site, Ledger ledger) {
    Verdict verdict = new Verdict(site, ledger, Letters.take(site));
    Map<String, List<String>> histories = verdict.histories();
    Folder.tables().forEach(table -> verdict.compareTable(table, histories));
    verdict.compareLeftOut();
    verdict.compareLetters(histories);
    return verdict;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Files that the histories have as loaded; a file of two pipes counts twice. */
  int loaded() {
    return loaded;
  }

  int refused() {
    return refused;
  }

  /** Rows in the tables. */
  long rows() {
    return rows;
  }

  Letters letters() {
    return letters;
  }

  /** What the histories say of a file, by pipe and address. */
  private Map<String, List<String>> histories() {
    Map<String, List<String>> all = new HashMap<>();
    for (String row :
        site.warehouse().rows("SELECT pipe, file_url, status FROM redshift_pipe.load_history")) {
      int end = row.lastIndexOf('|');
      all.computeIfAbsent(row.substring(0, end), name -> new ArrayList<>())
          .add(row.substring(end + 1));
    }
    Set<String> known = new HashSet<>();
    for (PutFile file : ledger.all()) {
      file.folder().ways().forEach(way -> known.add(name(way, file)));
    }
    all.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> wrong(Kind.WRONG_HISTORY, name + " was never put"));
    return all;
  }

  private void compareTable(String table, Map<String, List<String>> histories) {
    for (int first = 0; first < ledger.size(); first += FILES_AT_ONCE) {
      int next = Math.min(ledger.size(), first + FILES_AT_ONCE);
      Map<Integer, Map<String, Integer>> found = rowsOf(table, first, next);
      for (PutFile file : ledger.all().subList(first, next)) {
        Map<String, Integer> ofFile = found.getOrDefault(file.number(), Map.of());
        List<Way> ways =
            file.folder().ways().stream().filter(way -> way.table().equals(table)).toList();
        if (ways.isEmpty() && !ofFile.isEmpty()) {
          wrong(Kind.FOREIGN_ROWS, "%s has %s of %s".formatted(table, ofFile.keySet(), file));
        }
        ways.forEach(way -> compareFile(file, way, ofFile, histories));
      }
    }
    List<String> strangers =
        site.warehouse()
            .rows(
                "SELECT id, name FROM %s WHERE id < 0 OR id >= %d"
                    .formatted(table, PutFile.leastId(ledger.size())));
    strangers.forEach(row -> wrong(Kind.FOREIGN_ROWS, table + " has " + row));
  }

  /** The rows of some files, and how often each is there. */
  private Map<Integer, Map<String, Integer>> rowsOf(String table, int first, int next) {
    Map<Integer, Map<String, Integer>> found = new HashMap<>();
    String sql =
        "SELECT id, name FROM %s WHERE id >= %d AND id < %d"
            .formatted(table, PutFile.leastId(first), PutFile.leastId(next));
    for (String row : site.warehouse().rows(sql)) {
      rows++;
      found
          .computeIfAbsent(PutFile.numberOf(row.replaceAll("\\|.*", "")), number -> new TreeMap<>())
          .merge(row, 1, Integer::sum);
    }
    return found;
  }

  private void compareFile(
      PutFile file, Way way, Map<String, Integer> found, Map<String, List<String>> histories) {
    List<String> said = histories.getOrDefault(name(way, file), List.of());
    boolean isLoaded = said.equals(List.of("loaded"));
    if (isLoaded && file.mayBeLoaded()) {
      loaded++;
      compareRows(file, way, found);
    } else if (said.equals(List.of("refused")) && file.mayBeRefused()) {
      refused++;
      found.forEach(
          (row, times) -> wrong(Kind.FOREIGN_ROWS, way + " has " + row + " of refused " + file));
    } else {
      wrong(Kind.WRONG_HISTORY, "%s says %s of %s".formatted(way, said, file));
      compareRows(file, way, found);
    }
  }

  private void compareRows(PutFile file, Way way, Map<String, Integer> found) {
    found.forEach(
        (row, times) -> {
          if (times > 1) {
            wrong(Kind.DOUBLED_ROWS, "%s has %s %d times, of %s".formatted(way, row, times, file));
          }
        });
    Collection<String> is = found.keySet();
    if (file.loadedRows().stream().noneMatch(one -> Set.copyOf(one).equals(is))) {
      Set<String> missing = leastMissing(file, is);
      Set<String> foreign = new HashSet<>(is);
      file.loadedRows().forEach(foreign::removeAll);
      wrong(
          missing.isEmpty() ? Kind.FOREIGN_ROWS : Kind.LOST_ROWS,
          "%s lacks %s and has %s besides, of %s".formatted(way, missing, foreign, file));
    }
  }

  /** What is missing from the version that comes closest. */
  private static Set<String> leastMissing(PutFile file, Collection<String> is) {
    Set<String> least = Set.copyOf(file.loadedRows().getFirst());
    for (List<String> version : file.loadedRows()) {
      Set<String> missing = new HashSet<>(version);
      missing.removeAll(is);
      least = missing.size() < least.size() ? missing : least;
    }
    return least;
  }

  private void compareLeftOut() {
    Map<String, Integer> found = new HashMap<>();
    site.warehouse()
        .rows("SELECT pipe, file_url, line_number FROM redshift_pipe.load_errors")
        .forEach(row -> found.merge(row, 1, Integer::sum));
    Map<String, Integer> expected = new HashMap<>();
    for (PutFile file : ledger.all()) {
      if (file.fate() == Fate.LOADED_IN_PART) {
        for (Way way : file.folder().ways()) {
          file.badRows().forEach(line -> expected.put(name(way, file) + "|" + line, 1));
        }
      }
    }
    Set<String> all = new HashSet<>(found.keySet());
    all.addAll(expected.keySet());
    for (String row : all) {
      int is = found.getOrDefault(row, 0);
      int should = expected.getOrDefault(row, 0);
      if (is != should) {
        wrong(
            Kind.WRONG_LEFT_OUT_ROWS,
            "load_errors has %s %d times, not %d".formatted(row, is, should));
      }
    }
  }

  private void compareLetters(Map<String, List<String>> histories) {
    Map<String, PutFile> byName = new HashMap<>();
    for (PutFile file : ledger.all()) {
      file.folder().ways().forEach(way -> byName.put(name(way, file), file));
    }
    letters.inS3().forEach((name, found) -> compareLetter(name, found, byName.get(name)));
    histories.forEach(
        (name, said) -> {
          boolean isRefused = said.contains("refused");
          if (isRefused != letters.inS3().containsKey(name)) {
            wrong(
                isRefused ? Kind.MISSING_DEAD_LETTERS : Kind.WRONG_DEAD_LETTERS,
                "in S3, for " + name + ", of which the history says " + said);
          }
          if (isRefused != letters.inQueue().containsKey(name)) {
            wrong(
                isRefused ? Kind.MISSING_DEAD_LETTERS : Kind.WRONG_DEAD_LETTERS,
                "in the queue, for " + name + ", of which the history says " + said);
          }
        });
  }

  private void compareLetter(String name, List<Letters.Letter> found, @Nullable PutFile file) {
    Letters.Letter letter = found.getFirst();
    if (file == null) {
      wrong(Kind.WRONG_DEAD_LETTERS, letter + " is of no file that was put");
      return;
    }
    boolean isReasoned =
        file.fate() == Fate.DELETED
            ? letter.reason().contains("deleted")
            : file.badRows().stream()
                .anyMatch(line -> letter.reason().contains(file.url() + " line " + line + ","));
    if (!file.mayBeRefused() || !isReasoned) {
      wrong(Kind.WRONG_DEAD_LETTERS, letter + " is of " + file);
    }
    Set<String> ids = new HashSet<>();
    found.forEach(one -> ids.add(one.id()));
    letters.inQueue().getOrDefault(name, List.of()).forEach(one -> ids.add(one.id()));
    if (found.size() > 1 || ids.size() > 1) {
      wrong(Kind.DOUBLED_DEAD_LETTERS, "%s has %s".formatted(file, found));
    }
  }

  private static String name(Way way, PutFile file) {
    return way.pipe() + "|" + file.url();
  }

  private void wrong(Kind kind, String text) {
    problems.add(new Problem(kind, text));
  }
}
