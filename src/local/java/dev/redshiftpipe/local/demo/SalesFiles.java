package dev.redshiftpipe.local.demo;

import dev.redshiftpipe.local.demo.SampleFiles.SampleFile;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What lands for the sales pipeline: tables of TPC-DS at its smallest scale, and what a source
 * changes the day after. Fields stand between |, the last one says when the source wrote the row.
 */
final class SalesFiles {
  /** A hundredth of a gigabyte. */
  private static final double SCALE = 0.01;

  /** Day number of 1970-01-01 in TPC-DS, which counts Julian days. */
  private static final long EPOCH_DAY = 2_440_588;

  private static final int ITEM = 2;
  private static final int YEAR = 6;
  private static final int CITY = 6;
  private static final int KEY = 0;
  private static final int ID = 1;
  private static final int STARTS = 2;
  private static final int ENDS = 3;
  private static final int PRICE = 5;

  static final int CHANGED_ITEMS = 5;
  static final int MOVED = 3;
  static final String NEW_CITY = "Redshift Falls";
  static final String NEW_ITEM = "AAAAAAAANEWITEM";

  private final List<List<String>> items = rows(Table.ITEM, row -> true);
  private final List<List<String>> addresses = rows(Table.CUSTOMER_ADDRESS, row -> true);
  private final Map<LocalDate, List<List<String>>> sales = new TreeMap<>();
  private final List<List<String>> changing;

  /**
   * @param days that have sales here; items that change are sold on the first two of them
   */
  SalesFiles(List<LocalDate> days) {
    Map<String, LocalDate> keys = new TreeMap<>();
    for (LocalDate day : days) {
      keys.put(String.valueOf(day.toEpochDay() + EPOCH_DAY), day);
    }
    for (List<String> sale : rows(Table.STORE_SALES, row -> keys.containsKey(row.get(KEY)))) {
      LocalDate day = Objects.requireNonNull(keys.get(sale.get(KEY)));
      sales.computeIfAbsent(day, none -> new ArrayList<>()).add(sale);
    }
    Set<String> sold = sold(days.get(0));
    sold.retainAll(sold(days.get(1)));
    changing =
        items.stream()
            .filter(item -> item.get(ENDS).isEmpty() && sold.contains(item.get(ID)))
            .limit(CHANGED_ITEMS + 1)
            .toList();
  }

  /** Ids of the items that were sold on a day. */
  private Set<String> sold(LocalDate day) {
    Set<String> keys = new TreeSet<>();
    of(day).forEach(sale -> keys.add(sale.get(ITEM)));
    Set<String> ids = new TreeSet<>();
    items.stream().filter(item -> keys.contains(item.get(KEY))).forEach(i -> ids.add(i.get(ID)));
    return ids;
  }

  /** The calendar of the years of TPC-DS and of those around today. */
  SampleFile calendar() {
    return file(
        "date_dim/calendar",
        rows(
                Table.DATE_DIM,
                row -> {
                  int year = Integer.parseInt(row.get(YEAR));
                  return (year >= 1998 && year <= 2003) || (year >= 2020 && year <= 2040);
                })
            .stream()
            .map(SampleFiles::line)
            .toList());
  }

  /** What the source has on the first day. */
  List<SampleFile> everything(LocalDate day) {
    return List.of(
        written("customer/" + day, day, rows(Table.CUSTOMER, row -> true)),
        written("customer_address/" + day, day, addresses),
        written("item/" + day, day, items));
  }

  /** The sales of a day. */
  SampleFile sales(LocalDate day) {
    return written("store_sales/" + day, day, of(day));
  }

  /**
   * What the source writes on another day: some items have another price, some addresses another
   * city, one item is new, and one is delivered though nothing has changed.
   */
  List<SampleFile> changes(LocalDate day) {
    List<List<String>> written = new ArrayList<>();
    for (int i = 0; i < CHANGED_ITEMS; i++) {
      BigDecimal price = new BigDecimal(changing.get(i).get(PRICE));
      written.add(
          with(
              next(changing.get(i), written.size(), day),
              PRICE,
              price.add(BigDecimal.ONE).setScale(2, RoundingMode.HALF_UP).toString()));
    }
    written.add(next(changing.get(CHANGED_ITEMS), written.size(), day));
    written.add(with(next(changing.get(0), written.size(), day), ID, NEW_ITEM));
    return List.of(
        written("item/" + day, day, written),
        written(
            "customer_address/" + day,
            day,
            addresses.stream()
                .limit(MOVED)
                .map(address -> with(address, CITY, NEW_CITY))
                .toList()));
  }

  /** Ids of the items that {@link #changes} gives another price. */
  Set<String> changedItems() {
    Set<String> ids = new TreeSet<>();
    changing.stream().limit(CHANGED_ITEMS).forEach(item -> ids.add(item.get(ID)));
    return ids;
  }

  /** The item's next version, as TPC-DS numbers versions: each has a key of its own. */
  private List<String> next(List<String> item, int further, LocalDate day) {
    int key = items.size() + 1 + further;
    return with(with(item, KEY, String.valueOf(key)), STARTS, day.toString());
  }

  private List<List<String>> of(LocalDate day) {
    return sales.getOrDefault(day, List.of());
  }

  private static List<String> with(List<String> row, int field, String value) {
    List<String> changed = new ArrayList<>(row);
    changed.set(field, value);
    return changed;
  }

  private static List<List<String>> rows(Table table, Predicate<List<String>> wanted) {
    Session session = Session.getDefaultSession().withScale(SCALE).withTable(table);
    List<List<String>> rows = new ArrayList<>();
    for (List<List<String>> row : Results.constructResults(table, session)) {
      List<String> fields = row.get(0).stream().map(SampleFiles::text).map(String::strip).toList();
      if (wanted.test(fields)) {
        rows.add(fields);
      }
    }
    return rows;
  }

  private static SampleFile written(String name, LocalDate day, List<List<String>> rows) {
    return file(
        name, rows.stream().map(row -> SampleFiles.line(row) + "|" + day + " 23:00:00").toList());
  }

  private static SampleFile file(String name, List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    return new SampleFile("sales/" + name + ".dat.gz", SampleFiles.gzip(text), lines.size());
  }
}
