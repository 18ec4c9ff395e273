package dev.redshiftpipe.infer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** Parquet, which has its schema behind its rows. COPY takes its columns by their place. */
final class ParquetGuess {
  private static final int TAIL = 8;

  private final List<Sample> samples;
  private final List<String> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  /**
   * @param samples the ends of files, with their whole footers
   */
  ParquetGuess(List<Sample> samples) {
    this.samples = samples;
  }

  /**
   * How long the footer of a Parquet file is, with the eight bytes behind it.
   *
   * @param end the last eight bytes of the file, or more
   * @throws InferException when they are no end of a Parquet file
   */
  static int footerLength(String name, byte[] end) {
    boolean isEnd =
        end.length >= TAIL
            && new String(end, end.length - 4, 4, StandardCharsets.ISO_8859_1).equals("PAR1");
    if (!isEnd) {
      throw new InferException(
          name + " does not end as Parquet does (PAR1); encrypted footers cannot be read");
    }
    int length = ByteBuffer.wrap(end, end.length - TAIL, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > 64 << 20) {
      throw new InferException(name + ": its Parquet footer would have " + length + " bytes");
    }
    return length + TAIL;
  }

  Guess guess() {
    List<List<Column>> schemas = samples.stream().map(this::columns).toList();
    List<Column> columns = schemas.get(0);
    for (int i = 1; i < schemas.size(); i++) {
      compare(columns, schemas.get(i), samples.get(i).name());
    }
    boolean isNested = columns.stream().anyMatch(one -> one.type().equals("SUPER"));
    findings.add("columns go by their place: the table has them in the order of the files");
    return new Guess(
        "parquet", isNested ? "SERIALIZETOJSON" : "", Map.of(), "", columns, findings, doubts);
  }

  private void compare(List<Column> first, List<Column> other, String name) {
    List<String> one = first.stream().map(column -> column.source() + " " + column.type()).toList();
    List<String> two = other.stream().map(column -> column.source() + " " + column.type()).toList();
    List<String> missing = one.stream().filter(column -> !two.contains(column)).toList();
    List<String> more = two.stream().filter(column -> !one.contains(column)).toList();
    if (!missing.isEmpty() || !more.isEmpty()) {
      doubts.add(
          "%s has other columns than the newest sample: without %s, with %s; COPY refuses files whose"
                  .formatted(name, missing, more)
              + " columns do not fit the table");
    } else if (!one.equals(two)) {
      doubts.add(name + " has its columns in another order, and COPY takes them by their place");
    }
  }

  private List<Column> columns(Sample sample) {
    FileMetaData footer = footer(sample);
    ColumnNames names = new ColumnNames();
    List<Column> columns = new ArrayList<>();
    List<SchemaElement> elements = footer.getSchema();
    int at = 1;
    for (int i = 0; i < elements.get(0).getNum_children(); i++) {
      SchemaElement element = elements.get(at);
      ParquetType type = ParquetType.of(element);
      String name = names.of(element.getName());
      boolean isOpen = type.sql().endsWith("(" + ParquetType.UNKNOWN_LENGTH + ")");
      columns.add(
          new Column(
              element.getName(), name, type.sql(), isOpen ? "the schema says no length" : ""));
      if (!type.doubt().isEmpty()) {
        doubts.add(name + ": " + type.doubt());
      }
      at += size(elements, at);
    }
    return columns;
  }

  private static FileMetaData footer(Sample sample) {
    byte[] bytes = sample.bytes();
    int length = footerLength(sample.name(), bytes);
    if (length > bytes.length) {
      throw new InferException(sample.name() + ": its Parquet footer is not complete");
    }
    try {
      return Util.readFileMetaData(
          new ByteArrayInputStream(bytes, bytes.length - length, length - TAIL), true);
    } catch (IOException e) {
      throw new InferException(
          sample.name() + ": its Parquet footer cannot be read: " + e.getMessage());
    }
  }

  /** How many elements an element and all below it are. */
  private static int size(List<SchemaElement> elements, int at) {
    int size = 1;
    for (int i = 0; i < elements.get(at).getNum_children(); i++) {
      size += size(elements, at + size);
    }
    return size;
  }
}
