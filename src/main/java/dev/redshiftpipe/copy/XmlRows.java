package dev.redshiftpipe.copy;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.source.DamagedFileException;
import dev.redshiftpipe.source.SourceReadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * Makes JSON lines of XML, one for each element of a name, wherever it is. Reads and writes as it
 * goes: never more than one row is in memory.
 *
 * <p>Attributes and child elements become members, by their local names in lower case, as COPY maps
 * them to columns. Texts stay texts; an empty element is null, and so is one with {@code xsi:nil};
 * an element that comes several times, or is named as an array, is an array; one with children or
 * attributes of its own is an object, its text under {@code value}. Attributes of the namespace of
 * schema instances and {@code xml:space} are markup. Document types and entities are not read.
 */
public final class XmlRows {
  /** COPY's limit for a row (developer guide, COPY from JSON). */
  static final int LONGEST = 4 << 20;

  // COPY reads UTF-8; a pair of escaped surrogates is Jackson's default for what is beyond the BMP
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build()
          .writer()
          .withRootValueSeparator("\n");

  private final List<String> path;
  private final Set<String> arrays;

  /**
   * @param path the local name of the element that is a row; before it, with slashes, those of the
   *     elements that it must be in
   * @param arrays local names, in lower case, of the elements within a row that are arrays, be
   *     there one or several
   */
  public XmlRows(String path, Set<String> arrays) {
    this.path = List.of(path.split("/"));
    this.arrays = Set.copyOf(arrays);
  }

  /** Of files of format xml. */
  public static XmlRows of(Format format) {
    return new XmlRows(format.detail(), format.arrays());
  }

  /**
   * Writes a line for each row; their number.
   *
   * @throws BadXmlException when the file cannot be read to its end: it is not well-formed XML, not
   *     in its encoding, has a document type, or a row is longer than 4 MB or deeper than 100
   *     elements, or a tag or a comment longer than 16 MB
   * @throws DamagedFileException of {@code xml}, as it is
   * @throws SourceReadException of {@code xml}, as it is
   * @throws IOException of {@code lines}, as it is
   */
  public long convert(InputStream xml, OutputStream lines) throws IOException {
    try (XmlRowReader reader = new XmlRowReader(xml, path, arrays)) {
      long rows = 0;
      while (reader.next()) {
        byte[] row = JSON.writeValueAsBytes(reader.row());
        if (row.length > LONGEST) {
          throw reader.bad("a row is longer than 4 MB");
        }
        lines.write(row);
        lines.write('\n');
        rows++;
      }
      return rows;
    }
  }

  /** XML that no rows can be made of. */
  public static final class BadXmlException extends IOException {
    private static final long serialVersionUID = 1L;

    BadXmlException(String message) {
      super(message);
    }
  }
}
