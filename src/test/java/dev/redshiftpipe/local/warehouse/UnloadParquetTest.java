package dev.redshiftpipe.local.warehouse;

import static dev.redshiftpipe.local.warehouse.SharedWarehouse.OBJECTS;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.run;
import static dev.redshiftpipe.local.warehouse.SharedWarehouse.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Reads what UNLOAD wrote byte by byte, by the format's specification and not by COPY. */
class UnloadParquetTest {
  private static final String URL = "s3://lake/parquet/0000_part_00.parquet";

  private Session session;
  private Path file;

  @BeforeEach
  void open() throws SqlError, IOException {
    session = session();
    file = Files.createTempFile("unloaded", ".parquet");
  }

  @AfterEach
  void close() throws IOException {
    session.close();
    Files.delete(file);
  }

  private ParquetFileReader unloaded(String query) throws SqlError, IOException {
    run(
        session,
        "UNLOAD ($$" + query + "$$) TO 's3://lake/parquet/' IAM_ROLE default PARQUET CLEANPATH");
    try (InputStream object = OBJECTS.open("lake", URL.substring("s3://lake/".length()))) {
      Files.copy(object, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return ParquetFileReader.open(
        new LocalInputFile(file),
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
  }

  @Test
  void columns_have_the_types_of_the_guide_and_may_all_be_null() throws Exception {
    try (ParquetFileReader reader =
        unloaded(
            "SELECT 1::INT2 AS a, 1 AS b, 1::INT8 AS c, 1::REAL AS d, 1::FLOAT8 AS e, TRUE AS f,"
                + " 'x'::VARCHAR(9) AS g, 'x'::CHAR(2) AS h, DATE '2024-01-31' AS i, TIMESTAMP"
                + " '2024-01-31 10:00' AS j, 1.5::DECIMAL(9,2) AS k, 1.5::DECIMAL(18,2) AS l,"
                + " 1.5::DECIMAL(38,2) AS m, JSON_PARSE('1') AS n")) {
      MessageType schema = reader.getFileMetaData().getSchema();

      assertThat(schema)
          .isEqualTo(
              MessageTypeParser.parseMessageType(
                  """
                  message redshift {
                    optional int32 a;
                    optional int32 b;
                    optional int64 c;
                    optional float d;
                    optional double e;
                    optional boolean f;
                    optional binary g (STRING);
                    optional binary h (STRING);
                    optional int32 i (DATE);
                    optional int96 j;
                    optional int32 k (DECIMAL(9,2));
                    optional int64 l (DECIMAL(18,2));
                    optional fixed_len_byte_array(16) m (DECIMAL(38,2));
                    optional binary n (JSON);
                  }"""));
    }
  }

  @Test
  void row_groups_are_packed_with_snappy_in_version_1_of_the_format() throws Exception {
    try (ParquetFileReader reader = unloaded("SELECT 1 AS a")) {
      BlockMetaData group = reader.getRowGroups().getFirst();

      assertThat(group.getColumns())
          .allSatisfy(
              column -> assertThat(column.getCodec()).isEqualTo(CompressionCodecName.SNAPPY));
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
  }

  @Test
  void pages_hold_the_values() throws Exception {
    try (ParquetFileReader reader =
        unloaded(
            "SELECT 7 AS a, 'ü'::VARCHAR(9) AS b, DATE '1970-01-03' AS c, TIMESTAMP '1970-01-02"
                + " 00:00:00.000001' AS d, (-1.25)::DECIMAL(38,2) AS e, NULL::INT AS f")) {
      Map<String, byte[]> values = plainValues(reader);

      assertThat(values.get("a")).containsExactly(7, 0, 0, 0);
      assertThat(values.get("b")).containsExactly(2, 0, 0, 0, 0xC3, 0xBC);
      assertThat(values.get("c")).containsExactly(2, 0, 0, 0);
      // nanoseconds of the day, then the Julian day: 2440588 is 1 January 1970
      assertThat(values.get("d"))
          .containsExactly(
              new byte[] {
                (byte) 0xE8,
                3,
                0,
                0,
                0,
                0,
                0,
                0,
                (byte) (2_440_589 & 0xFF),
                (byte) (2_440_589 >> 8 & 0xFF),
                (byte) (2_440_589 >> 16),
                0
              });
      assertThat(new BigDecimal(new BigInteger(values.get("e")), 2)).isEqualTo("-1.25");
      assertThat(values.get("f")).isEmpty();
    }
  }

  /** The one value of every column, as PLAIN writes it; nothing for NULL. */
  private Map<String, byte[]> plainValues(ParquetFileReader reader) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Map<String, byte[]> values = new HashMap<>();
    for (var column : reader.getRowGroups().getFirst().getColumns()) {
      int start = Math.toIntExact(column.getStartingPos());
      byte[] chunk = new byte[Math.toIntExact(column.getTotalSize())];
      System.arraycopy(all, start, chunk, 0, chunk.length);
      values.put(column.getPath().toDotString(), valueOf(chunk));
    }
    return values;
  }

  /** The first page: the values of a dictionary, or values behind their definition levels. */
  private static byte[] valueOf(byte[] chunk) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(chunk);
    PageHeader header = Util.readPageHeader(in);
    byte[] page = Snappy.uncompress(in.readNBytes(header.getCompressed_page_size()));
    if (header.getType() == PageType.DICTIONARY_PAGE) {
      return page;
    }
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(page));
    int levels = Integer.reverseBytes(data.readInt());
    data.skipNBytes(levels);
    return data.readAllBytes();
  }
}
