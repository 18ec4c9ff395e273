package dev.redshiftpipe.local.demo;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Files to load: some days of TPC-DS store_sales, as AWS's auto-copy example lays them out, and
 * people as CSV.
 */
final class SampleFiles {
  /** Day number of 1970-01-01 in TPC-DS, which counts Julian days. */
  private static final long EPOCH_DAY = 2_440_588;

  private static final LocalDate FIRST_DAY = LocalDate.parse("2002-11-24");
  private static final int DAYS = 5;
  private static final int FILES_A_DAY = 4;
  private static final int SCANNED_ROWS = 150_000;

  private SampleFiles() {}

  /**
   * A file to be put.
   *
   * @param rows how many rows it has
   */
  record SampleFile(String key, byte[] content, int rows) {}

  /** {@code store_sales/2002-11-24/part-0.dat.gz} and so on, fields between |, gzipped. */
  static List<SampleFile> storeSales() {
    Session session = Session.getDefaultSession().withScale(1).withTable(Table.STORE_SALES);
    Map<LocalDate, List<String>> days = new TreeMap<>();
    int scanned = 0;
    for (List<List<String>> row : Results.constructResults(Table.STORE_SALES, session)) {
      List<String> fields = row.get(0);
      if (++scanned > SCANNED_ROWS) {
        break;
      }
      if (fields.get(0) != null) {
        LocalDate day = LocalDate.ofEpochDay(Long.parseLong(fields.get(0)) - EPOCH_DAY);
        if (!day.isBefore(FIRST_DAY) && day.isBefore(FIRST_DAY.plusDays(DAYS))) {
          days.computeIfAbsent(day, d -> new ArrayList<>()).add(line(fields));
        }
      }
    }
    List<SampleFile> files = new ArrayList<>();
    days.forEach(
        (day, lines) -> {
          Map<Integer, List<String>> parts = new LinkedHashMap<>();
          for (int i = 0; i < lines.size(); i++) {
            parts.computeIfAbsent(i % FILES_A_DAY, part -> new ArrayList<>()).add(lines.get(i));
          }
          parts.forEach(
              (part, some) ->
                  files.add(
                      new SampleFile(
                          "store_sales/" + day + "/part-" + part + ".dat.gz",
                          gzip(String.join("\n", some) + "\n"),
                          some.size())));
        });
    return files;
  }

  /** People with a header line, from TPC-DS customers. */
  static SampleFile people(String key, int from, int count) {
    Session session = Session.getDefaultSession().withScale(1).withTable(Table.CUSTOMER);
    StringBuilder csv = new StringBuilder("email_address,first_name,last_name\n");
    int seen = 0;
    for (List<List<String>> row : Results.constructResults(Table.CUSTOMER, session)) {
      List<String> fields = row.get(0);
      if (seen++ >= from) {
        csv.append(text(fields.get(16)).strip())
            .append(',')
            .append(text(fields.get(8)).strip())
            .append(',')
            .append(text(fields.get(9)).strip())
            .append('\n');
      }
      if (seen >= from + count) {
        break;
      }
    }
    return new SampleFile(key, csv.toString().getBytes(StandardCharsets.UTF_8), count);
  }

  /** A file whose third line has a field too many. */
  static SampleFile brokenPeople(String key) {
    String csv =
        """
        email_address,first_name,last_name
        ada@example.com,Ada,Lovelace
        grace@example.com,Grace,Hopper,Rear Admiral
        """;
    return new SampleFile(key, csv.getBytes(StandardCharsets.UTF_8), 0);
  }

  static String line(List<String> fields) {
    return String.join("|", fields.stream().map(SampleFiles::text).toList());
  }

  static String text(@org.jspecify.annotations.Nullable String field) {
    return field == null ? "" : field;
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
