package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.redshiftpipe.local.warehouse.AvroFiles;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.s3.S3Client;

/** What a batch that copies makes of each format of a file. */
abstract class RedshiftDataCopyContract extends RedshiftDataCalls {
  private static final String BUCKET = unique("formats");
  private static final String PARQUET =
      "optional int32 id; optional binary name (STRING); optional int64 price (DECIMAL(8,2));";

  private @Nullable S3Client s3;

  @BeforeEach
  void makeTable() {
    execute("CREATE TABLE " + table + " (id INT, name VARCHAR(9), price DECIMAL(8,2))");
  }

  @AfterAll
  void closeS3() {
    if (s3 != null) {
      s3.close();
    }
  }

  @Test
  void csv() {
    put("file", "1,\"one, 1\",1.5\n2,two,\n");

    assertLoads("CSV");
  }

  @Test
  void text_with_escapes_between_delimiters_of_many_characters() {
    put("file", "1|~|one, 1|~|1.5\n2|~|t\\wo|~|\n");

    assertLoads("DELIMITER '|~|' ESCAPE");
  }

  @Test
  void what_unload_wrote_is_read_again() {
    put("elsewhere", "not to be loaded");
    execute("INSERT INTO " + table + " VALUES (0, 'zero', NULL)");
    execute("CREATE TABLE " + table + "_again (LIKE " + table + ")");
    String role = "' IAM_ROLE default PARQUET";
    String unload = "UNLOAD ('SELECT * FROM " + table + "') TO '" + url("out/") + role;

    DescribeStatementResponse unloaded = describe(execute(unload).id());
    DescribeStatementResponse refused = describe(execute(unload).id());
    DescribeStatementResponse cleaned = describe(execute(unload + " CLEANPATH").id());
    String copied = execute("COPY " + table + "_again FROM '" + url("out/") + role).id();

    assertThat(unloaded.error()).isNull();
    assertThat(unloaded.resultRows()).isEqualTo(1);
    assertThat(unloaded.hasResultSet()).isFalse();
    assertThat(refused.error()).contains("Specified unload destination on S3 is not empty");
    assertThat(cleaned.error()).isNull();
    assertThat(describe(copied).error()).isNull();
    assertThat(read("SELECT name FROM " + table + "_again"))
        .containsExactly(List.of(Field.fromStringValue("zero")));
  }

  @Test
  void text_in_utf_16() {
    put("file", "1|one, 1|1.5\n2|two|\n".getBytes(StandardCharsets.UTF_16));

    assertLoads("ENCODING UTF16");
  }

  @Test
  void fixed_widths() {
    put("file", "1one, 11.5\n2two   \u0020  \n");

    assertLoads("FIXEDWIDTH 'a:1,b:6,c:3' TRIMBLANKS");
  }

  @Test
  void json_by_names_in_any_case() {
    put("file", "{\"ID\": 1, \"Name\": \"one, 1\", \"price\": 1.5}{\"id\": 2, \"name\": \"two\"}");

    assertLoads("JSON 'auto ignorecase'");
  }

  @Test
  void json_by_paths() {
    put("file", "{\"a\": [1, {\"b\": \"one, 1\"}], \"c\": 1.5}\n{\"a\": [2, {\"b\": \"two\"}]}");
    put("paths", "{\"jsonpaths\": [\"$.a[0]\", \"$.a[1].b\", \"$.c\"]}");

    assertLoads("JSON '" + url("paths") + "'");
  }

  @Test
  void json_as_a_whole() {
    execute("CREATE TABLE " + table + "_whole (content SUPER)");
    put("file", "{\"a\": [1]}");

    String id =
        batch(
                "COPY "
                    + table
                    + "_whole FROM '"
                    + url("file")
                    + "' IAM_ROLE default JSON"
                    + " 'noshred'")
            .id();

    assertThat(describe(id).error()).isNull();
    assertThat(read("SELECT content FROM " + table + "_whole"))
        .containsExactly(List.of(Field.fromStringValue("{\"a\":[1]}")));
  }

  @Test
  void avro() {
    put(
        "file",
        AvroFiles.of(
            AvroFiles.record(
                "{'name': 'name', 'type': 'string'}, {'name': 'id', 'type': 'int'}, {'name':"
                    + " 'price', 'type': ['null', 'double']}"),
            List.of(
                row -> {
                  row.put("id", 1);
                  row.put("name", "one, 1");
                  row.put("price", 1.5);
                },
                row -> {
                  row.put("id", 2);
                  row.put("name", "two");
                })));

    assertLoads("FORMAT AS AVRO 'auto'");
  }

  @Test
  void parquet() {
    put("file", parquetFile());

    assertLoads("FORMAT AS PARQUET");
  }

  @Test
  void bzip2_and_zstandard() throws IOException {
    byte[] text = "1|one, 1|1.5\n2|two|\n".getBytes(StandardCharsets.UTF_8);
    var bzip2 = new ByteArrayOutputStream();
    try (var packing = new BZip2CompressorOutputStream(bzip2)) {
      packing.write(text);
    }

    put("file", bzip2.toByteArray());
    assertLoads("BZIP2");
    execute("TRUNCATE " + table);
    put("file", Zstd.compress(text));
    assertLoads("ZSTD");
  }

  @Test
  void parquet_of_another_type_fails_and_names_the_file() {
    execute("CREATE TABLE " + table + "_wide (id BIGINT, name VARCHAR(9), price DECIMAL(8,2))");
    put("file", parquetFile());

    DescribeStatementResponse described =
        describe(
            batch("COPY " + table + "_wide FROM '" + url("file") + "' IAM_ROLE default PARQUET")
                .id());

    assertThat(described.status()).isEqualTo(StatusString.FAILED);
    assertThat(described.error())
        .contains("Spectrum Scan Error")
        .contains("has an incompatible Parquet schema for column '" + url("file") + ".id'");
  }

  private static byte[] parquetFile() {
    return ParquetFiles.of(
        PARQUET,
        List.of(
            row -> row.append("id", 1).append("name", "one, 1").append("price", 150L),
            row -> row.append("id", 2).append("name", "two")));
  }

  private void assertLoads(String options) {
    String id =
        batch("COPY " + table + " FROM '" + url("file") + "' IAM_ROLE default " + options).id();

    DescribeStatementResponse described = describe(id);
    assertThat(described.error()).isNull();
    assertThat(described.subStatements().getFirst().resultRows()).isEqualTo(2);
    assertThat(read("SELECT id, name, price FROM " + table + " ORDER BY id"))
        .containsExactly(
            List.of(
                Field.fromLongValue(1L),
                Field.fromStringValue("one, 1"),
                Field.fromStringValue("1.50")),
            List.of(Field.fromLongValue(2L), Field.fromStringValue("two"), Field.fromIsNull(true)));
  }

  private String url(String key) {
    return "s3://" + BUCKET + "/" + table + "/" + key;
  }

  private void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private void put(String key, byte[] bytes) {
    if (s3 == null) {
      s3 = endpoint().s3();
      s3.createBucket(request -> request.bucket(BUCKET));
    }
    s3.putObject(
        request -> request.bucket(BUCKET).key(table + "/" + key), RequestBody.fromBytes(bytes));
  }
}
