package dev.redshiftpipe.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder that files land in, and the pipes that want them. */
enum Folder {
  ORDERS("landing", ".csv", new Way("orders", "public.orders")),

  /** Its bucket tells nobody; its pipe loads into the table of another one. */
  LATE("silent", ".csv", new Way("late", "public.orders")),

  /** Wanted by two pipes. */
  PACKED(
      "landing", ".csv.gz", new Way("packed", "public.packed"), new Way("copies", "public.copies")),

  /** Its pipe leaves bad rows out ({@code on-error = continue}). */
  LENIENT("landing", ".csv", new Way("lenient", "public.lenient"));

  /**
   * Where the files of a folder go.
   *
   * @param pipe its name
   * @param table with its schema
   */
  record Way(String pipe, String table) {}

  private final String bucket;
  private final String suffix;
  private final List<Way> ways;

  Folder(String bucket, String suffix, Way... ways) {
    this.bucket = bucket;
    this.suffix = suffix;
    this.ways = List.of(ways);
  }

  String bucket() {
    return bucket;
  }

  List<Way> ways() {
    return ways;
  }

  boolean isPacked() {
    return suffix.endsWith(".gz");
  }

  /** Whether S3 tells the pipes of its files. */
  boolean isAnnounced() {
    return bucket.equals("landing");
  }

  String key(int number) {
    return "%s%06d%s".formatted(prefix(), number, suffix);
  }

  static List<Way> allWays() {
    return Stream.of(values()).flatMap(folder -> folder.ways.stream()).toList();
  }

  static List<String> tables() {
    return allWays().stream().map(Way::table).distinct().toList();
  }

  /** Lines of application.properties: every pipe. */
  static List<String> settings() {
    List<String> lines = new ArrayList<>();
    for (Folder folder : values()) {
      for (Way way : folder.ways) {
        lines.add("pipe.%s.from = s3://%s/%s".formatted(way.pipe, folder.bucket, folder.prefix()));
        lines.add("pipe.%s.into = %s".formatted(way.pipe, way.table));
        lines.add("pipe.%s.format = csv".formatted(way.pipe));
      }
    }
    lines.add("pipe.lenient.on-error = continue");
    return lines;
  }

  private String prefix() {
    return name().toLowerCase(Locale.ROOT) + "/";
  }
}
