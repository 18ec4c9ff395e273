package dev.redshiftpipe.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file of a run: what is in it, and what is to become of it. Its rows carry its number, their own
 * and the version, so that each can be told from every other.
 *
 * @param number from 0, unlike that of any other file of the run
 * @param rows at most 99
 * @param badRows the lines, from 1, that COPY cannot read
 */
record PutFile(int number, Folder folder, Fate fate, int rows, Set<Integer> badRows) {
  static final String FIRST = "first";
  static final String SECOND = "second";
  private static final int NUMBERS = 100;

  /** What is to become of a file. */
  enum Fate {
    /** Its rows are in the table. */
    LOADED,
    /** A row of it cannot be read: it is dead-lettered, once. */
    REFUSED,
    /** Its good rows are in the table, the others among the rows left out. */
    LOADED_IN_PART,
    /** It is deleted soon: it is loaded if that was faster, else dead-lettered. */
    DELETED,
    /** Another content is written over it: the table has either, whole. */
    REWRITTEN
  }

  PutFile {
    badRows = Set.copyOf(badRows);
    if (rows < 1 || rows >= NUMBERS) {
      throw new IllegalArgumentException("a file has 1 to 99 rows, not " + rows);
    }
  }

  String key() {
    return folder.key(number);
  }

  String url() {
    return "s3://" + folder.bucket() + "/" + key();
  }

  byte[] content(String version) {
    StringBuilder text = new StringBuilder();
    for (int row = 1; row <= rows; row++) {
      String id = badRows.contains(row) ? "row" + row : String.valueOf(id(row));
      text.append(id).append(',').append(name(version)).append('\n');
    }
    byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
    return folder.isPacked() ? gzipped(plain) : plain;
  }

  String etag(String version) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(content(version));
      return "%032x".formatted(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows that can be read, as {@code id|name}. */
  List<String> goodRows(String version) {
    return IntStream.rangeClosed(1, rows)
        .filter(row -> !badRows.contains(row))
        .mapToObj(row -> id(row) + "|" + name(version))
        .toList();
  }

  /** What the table may have if the file is loaded. */
  List<List<String>> loadedRows() {
    return fate == Fate.REWRITTEN
        ? List.of(goodRows(FIRST), goodRows(SECOND))
        : List.of(goodRows(FIRST));
  }

  boolean mayBeLoaded() {
    return fate != Fate.REFUSED;
  }

  boolean mayBeRefused() {
    return fate == Fate.REFUSED || fate == Fate.DELETED;
  }

  /** The number of the file that has a row of this id. */
  static int numberOf(String id) {
    return Integer.parseInt(id) / NUMBERS;
  }

  /** The least id that a file of this number, or of a greater one, has. */
  static int leastId(int number) {
    return number * NUMBERS;
  }

  @Override
  public String toString() {
    return "file %d (%s, %s, %d rows, bad %s)".formatted(number, url(), fate, rows, badRows);
  }

  private int id(int row) {
    return leastId(number) + row;
  }

  private String name(String version) {
    return version + " " + number;
  }

  private static byte[] gzipped(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
