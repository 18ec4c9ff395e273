package dev.redshiftpipe.infer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.copy.CopyCommand;
import dev.redshiftpipe.copy.HeaderLine;
import dev.redshiftpipe.copy.Manifest;
import dev.redshiftpipe.copy.Sql;
import dev.redshiftpipe.copy.XmlRows;
import dev.redshiftpipe.local.warehouse.AvroFiles;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SharedWarehouse;
import dev.redshiftpipe.local.warehouse.SqlError;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Prefix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What infer proposes is taken by the settings, and loads the very files that it was made of, value
 * for value: each form of a proposal once.
 */
final class InferredCopyTest {
  private static final AtomicInteger TABLES = new AtomicInteger();

  private Session session;
  private Proposal proposal;

  InferredCopyTest() throws SqlError {
    session = SharedWarehouse.WAREHOUSE.open("dev", "awsuser");
    proposal = proposal(List.of("1,2\n".getBytes(UTF_8)));
  }

  @BeforeEach
  void begin() throws SqlError {
    session.begin();
  }

  @AfterEach
  void forget() throws SqlError {
    session.rollback();
    session.close();
  }

  @Nested
  class Text {
    @ParameterizedTest
    @CsvSource(
        delimiterString = " => ",
        quoteCharacter = '~',
        value = {
          "1,a/2,b => csv => ",
          "id,n/1,a/2,b => csv => IGNOREHEADER 1",
          "id;n/1;a/2;b => csv => DELIMITER ';' IGNOREHEADER 1",
          "1|a/2|b => delimited => ",
          "1^a/2^b => delimited => DELIMITER '^'",
          "1~~a/2~~b => delimited => DELIMITER '~~'",
          "1TABa/2TABb => delimited => DELIMITER '\\t'",
          "1SOHa/2SOHb => delimited => DELIMITER '\\001'",
          "1,~~a~~/2,b => csv => ",
        })
    void fields_between_delimiters(String text, String format, String options) throws Exception {
      List<String> loaded = loaded(unescaped(text).replace("TAB", "\t").replace("SOH", "\u0001"));

      assertThat(loaded).hasSize(2);
      assertThat(loaded.get(1)).isEqualTo("2|b");
      assertThat(proposal.guess().format()).isEqualTo(format);
      assertThat(proposal.guess().options()).isEqualTo(unescaped(options == null ? "" : options));
    }

    private String unescaped(String text) {
      return text.replace("/", "\n").replace("~~", "~");
    }

    @Test
    void quotes_around_what_needs_them() throws Exception {
      assertThat(loaded("id,n\n1,\"a, \"\"b\"\"\"\n2,\"two\nlines\"\n3,\n"))
          .containsExactly("1|a, \"b\"", "2|two\nlines", "3|");
      assertThat(proposal.guess().format()).isEqualTo("csv");
    }

    @Test
    void single_quotes() throws Exception {
      assertThat(loaded("1;'a; b'\n2;'it''s'\n")).containsExactly("1|a; b", "2|it's");
      assertThat(proposal.guess().options()).isEqualTo("DELIMITER ';' QUOTE ''''");
    }

    @Test
    void quotes_with_backslashes_in_them_as_spark_writes_them() throws Exception {
      assertThat(
              loaded(
                  "id,note,plain\n1,\"say \\\"hi\\\", twice\",a\n2,\"plain, quoted\",b\n"
                      + "3,\"a \\\"b\\\"\",\"c\"\n"))
          .containsExactly("1|say \"hi\", twice|a", "2|plain, quoted|b", "3|a \"b\"|c");
      assertThat(proposal.guess().format()).isEqualTo("delimited");
      assertThat(proposal.guess().options())
          .isEqualTo("DELIMITER ',' REMOVEQUOTES ESCAPE IGNOREHEADER 1");
      assertThat(proposal.guess().doubts()).isEmpty();
    }

    @Test
    void quotes_with_backslashes_in_them_and_no_delimiter() throws Exception {
      assertThat(loaded("id,note\n1,\"say \\\"hi\\\"\"\n2,\"x\"\n"))
          .containsExactly("1|say \"hi\"", "2|x");
      assertThat(proposal.guess().options())
          .isEqualTo("DELIMITER ',' REMOVEQUOTES ESCAPE IGNOREHEADER 1");
    }

    @Test
    void a_backslash_before_a_closing_quote_is_a_character_in_csv() throws Exception {
      assertThat(loaded("id,path,n\n1,\"C:\\\",x\n2,\"D:\\a, b\\\",y\n"))
          .containsExactly("1|C:\\|x", "2|D:\\a, b\\|y");
      assertThat(proposal.guess().format()).isEqualTo("csv");
    }

    @Test
    void escapes_without_quotes() throws Exception {
      assertThat(loaded("1|a\\|b\n2|c\\\\d\n3|e\n")).containsExactly("1|a|b", "2|c\\d", "3|e");
      assertThat(proposal.guess().options()).isEqualTo("ESCAPE");
    }

    @Test
    void inches() throws Exception {
      assertThat(loaded("1,5\" nail\n2,7\" nail\n")).containsExactly("1|5\" nail", "2|7\" nail");
    }

    @Test
    void a_word_for_null() throws Exception {
      assertThat(loaded("id,n,d\n1,n/a,2024-01-31\n2,2.50,n/a\n"))
          .containsExactly("1|null|2024-01-31", "2|2.50|null");
      assertThat(proposal.guess().options()).isEqualTo("IGNOREHEADER 1 NULL AS 'n/a'");
    }

    @Test
    void the_null_of_copy() throws Exception {
      assertThat(loaded("1\ta\n\\N\t\\N\n")).containsExactly("1|a", "null|null");
    }

    @ParameterizedTest
    @CsvSource({
      "2024-01-31, 2024-02-01",
      "2024/01/31, 2024/02/01",
      "2024.01.31, 2024.02.01",
      "01/31/2024, 02/01/2024",
      "31/01/2024, 01/02/2024",
      "31.01.2024, 01.02.2024",
      "31-01-2024, 01-02-2024",
      "01-31-2024, 02-01-2024",
      "31-JAN-2024, 01-FEB-2024",
      "JAN-31-2024, FEB-01-2024",
    })
    void days(String one, String other) throws Exception {
      assertThat(loaded("id;day\n1;" + one + "\n2;" + other + "\n"))
          .containsExactly("1|2024-01-31", "2|2024-02-01");
      assertThat(proposal.createTable()).contains("day DATE");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2024-01-31 10:00:00",
          "2024-01-31T10:00:00",
          "2024-01-31 10:00",
          "01/31/2024 10:00:00",
          "31.01.2024 10:00:00",
          "31.01.2024 10:00",
          "2024-01-31 10:00:00.5",
        })
    void moments(String moment) throws Exception {
      assertThat(loaded("id;at\n1;" + moment + "\n"))
          .singleElement()
          .asString()
          .startsWith("1|2024-01-31 10:00:00");
      assertThat(proposal.createTable()).contains("at TIMESTAMP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-31T10:00:00Z", "2024-01-31 12:00:00+02:00"})
    void moments_with_a_zone(String moment) throws Exception {
      assertThat(loaded("id;at\n1;" + moment + "\n"))
          .singleElement()
          .asString()
          .matches("1.2024-01-31.10:00.*");
      assertThat(proposal.createTable()).contains("at TIMESTAMPTZ");
    }

    @Test
    void numbers_truths_and_long_texts() throws Exception {
      assertThat(
              loaded(
                  "a,b,c,d,e,f\n1,12345678901,1234567890123456789012,1.50,1e3,true\n"
                      + "-2,-1,0,2.25,-2.5E-1,false\n"))
          .containsExactly(
              "-2|-1|0|2.25|-0.25|false", "1|12345678901|1234567890123456789012|1.50|1000.0|true");
    }

    /** ENCODING with a digit needs settings that read it as one word. */
    @ParameterizedTest
    @CsvSource({
      "UTF-16LE, \uFEFF, ENCODING UTF16",
      "UTF-16BE, \uFEFF, ENCODING UTF16",
      "UTF-16LE, '', ENCODING UTF16LE",
      "UTF-16BE, '', ENCODING UTF16BE",
      "ISO-8859-1, '', ENCODING ISO88591",
      "UTF-8, \uFEFF, ''",
    })
    void encodings(String charset, String mark, String option) throws Exception {
      byte[] file = (mark + "id;city\n1;Köln\n2;Zürich\n").getBytes(Charset.forName(charset));

      assertThat(loaded(List.of(file))).containsExactly("1|Köln", "2|Zürich");
      assertThat(proposal.guess().options())
          .isEqualTo(("DELIMITER ';' IGNOREHEADER 1 " + option).strip());
    }

    @Test
    void files_with_other_columns_by_their_headers() throws Exception {
      List<byte[]> files =
          List.of("id,name\n1,Ada\n".getBytes(UTF_8), "age,id\n33,2\n".getBytes(UTF_8));

      assertThat(loaded(files)).containsExactly("1|Ada|null", "2|null|33");
      assertThat(proposal.guess().settings()).containsEntry("columns", "header");
    }

    @Test
    void names_that_are_reserved_or_no_names() throws Exception {
      assertThat(loaded("Order,user,€ amount,2nd\n1,a,2.50,x\n")).containsExactly("1|a|2.50|x");
    }

    @Test
    void lengths_leave_room_for_growth() throws Exception {
      loaded("1,abc\n2,defgh\n");
      String longer = "x".repeat(30);

      assertThat(copied(("3," + longer + "\n").getBytes(UTF_8))).contains("3|" + longer);
    }

    @Test
    void one_short_row_of_many_is_named_and_the_others_load() throws Exception {
      String rows = "1,\"a, b\"\n".repeat(100);

      proposal = proposal(List.of(("id,n\n" + rows + "(100 rows affected)\n").getBytes(UTF_8)));

      assertThat(proposal.guess().format()).isEqualTo("csv");
      assertThat(proposal.guess().doubts())
          .anyMatch(doubt -> doubt.contains("(100 rows affected)"));
      create();
      assertThat(copied(("id,n\n" + rows).getBytes(UTF_8))).hasSize(100).contains("1|a, b");
    }
  }

  @Nested
  class Json {
    @Test
    void members_by_their_names() throws Exception {
      assertThat(
              loaded(
                  "{\"id\": 1, \"at\": \"2024-01-31T10:00:00\", \"n\": \"é\", \"x\": 1.5}\n"
                      + "{\"n\": null, \"id\": 2}"))
          .containsExactly("1|2024-01-31 10:00:00|é|1.5", "2|null|null|null");
      assertThat(proposal.guess().format()).isEqualTo("json");
    }

    @Test
    void capitals() throws Exception {
      assertThat(loaded("{\"deviceId\": 1}{\"deviceId\": 2}")).containsExactly("1", "2");
      assertThat(proposal.guess().format()).isEqualTo("json 'auto ignorecase'");
    }

    @Test
    void names_that_need_paths() throws Exception {
      assertThat(loaded("{\"device id\": 1, \"user\": \"a\", \"it's\": true}\n"))
          .containsExactly("1|a");
      assertThat(proposal.guess().format()).startsWith("json s3://");
      assertThat(proposal.guess().doubts()).anyMatch(doubt -> doubt.startsWith("it's: left out"));
    }

    @Test
    void what_is_nested() throws Exception {
      assertThat(loaded("{\"id\": 1, \"tags\": [\"a\", {\"b\": 2}]}"))
          .singleElement()
          .asString()
          .startsWith("1|")
          .contains("\"b\"");
    }

    @Test
    void xml_of_which_the_pipe_makes_json() throws Exception {
      byte[] xml =
          "<all><o id=\"1\"><d>2024-01-31</d><x>1.50</x><t>a</t></o><o id=\"2\"><t>b</t><t>c</t></o></all>"
              .getBytes(UTF_8);
      proposal = proposal(List.of(xml));
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      XmlRows.of(pipe().format()).convert(new ByteArrayInputStream(xml), json);
      create();

      assertThat(copied(json.toByteArray()))
          .containsExactly("1|2024-01-31|1.50|[\"a\"]", "2|null|null|[\"b\",\"c\"]");
    }

    @Test
    void json_in_utf_16() throws Exception {
      assertThat(loaded(List.of("\uFEFF{\"id\": 1, \"n\": \"é\"}".getBytes(UTF_16LE))))
          .containsExactly("1|é");
      assertThat(loaded(List.of("{\"id\": 1, \"n\": \"é\"}".getBytes(UTF_16BE))))
          .containsExactly("1|é");
    }
  }

  @Nested
  class Avro {
    @Test
    void fields_by_their_names() throws Exception {
      byte[] file =
          AvroFiles.of(
              AvroFiles.record(
                  "{'name': 'id', 'type': 'long'}, {'name': 'Name', 'type': ['null', 'string']},"
                      + "{'name': 'ok', 'type': 'boolean'}, {'name': 'x', 'type': 'double'},"
                      + "{'name': 'kind', 'type': {'type': 'enum', 'name': 'k', 'symbols': ['A']}}"),
              List.of(
                  row -> {
                    row.put("id", 1L);
                    row.put("Name", "é");
                    row.put("ok", true);
                    row.put("x", 1.5);
                    row.put(
                        "kind",
                        new GenericData.EnumSymbol(row.getSchema().getField("kind").schema(), "A"));
                  }));

      assertThat(loaded(List.of(file))).containsExactly("1|é|true|1.5|A");
      assertThat(proposal.guess().format()).isEqualTo("avro 'auto ignorecase'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy"})
  void avro_of_the_codecs_that_copy_reads(String codec) throws Exception {
    byte[] file =
        AvroFiles.of(
            AvroFiles.record("{'name': 'id', 'type': 'int'}"),
            List.of(row -> row.put("id", 7)),
            codec);

    assertThat(loaded(List.of(file))).containsExactly("7");
    assertThat(proposal.guess().doubts()).isEmpty();
  }

  @Nested
  class Parquet {
    @Test
    void columns_by_their_place() throws Exception {
      byte[] file =
          ParquetFiles.of(
              "optional int32 id; optional int64 big; optional binary name (STRING);"
                  + " optional int32 day (DATE); optional int64 at (TIMESTAMP(MICROS,true));"
                  + " optional int96 old; optional int32 price (DECIMAL(9,2)); optional double d;"
                  + " optional float f; optional boolean ok; optional binary kind (ENUM);"
                  + " optional int32 small (INTEGER(16,true)); optional int64 wide (DECIMAL(18,3));"
                  + " optional int64 millis (TIMESTAMP(MILLIS,false)); optional binary j (JSON);",
              List.of(
                  row -> {
                    row.append("id", 1);
                    row.append("big", 12345678901L);
                    row.append("name", "é");
                    row.append("day", 19753);
                    row.append("at", 1_706_695_200_000_000L);
                    row.append("old", new NanoTime(2_460_341, 36_000_000_000_000L));
                    row.append("price", 1234);
                    row.append("d", 1.5);
                    row.append("f", 2.5f);
                    row.append("ok", true);
                    row.append("kind", "A");
                    row.append("small", 7);
                    row.append("wide", 1500L);
                    row.append("millis", 1_706_695_200_000L);
                    row.append("j", "{}");
                  }));

      assertThat(loaded(List.of(file)))
          .containsExactly(
              "1|12345678901|é|2024-01-31|2024-01-31 10:00:00|2024-01-31 10:00:00|12.34|1.5"
                  + "|2.5|true|A|7|1.500|2024-01-31 10:00:00|{}");
      assertThat(proposal.guess().doubts()).isEmpty();
    }

    @Test
    void decimals_in_bytes_and_what_is_nested() throws Exception {
      byte[] file =
          ParquetFiles.of(
              "optional fixed_len_byte_array(16) d (DECIMAL(38,10)); optional binary e"
                  + " (DECIMAL(20,2)); optional group tags (LIST) { repeated group list {"
                  + " optional binary element (STRING); } }",
              List.of(
                  row -> {
                    byte[] unscaled =
                        new BigDecimal("1.5").setScale(10).unscaledValue().toByteArray();
                    row.append(
                        "d",
                        Binary.fromConstantByteArray(
                            ByteBuffer.allocate(16).put(16 - unscaled.length, unscaled).array()));
                    row.append("e", Binary.fromConstantByteArray(new byte[] {0x0c}));
                    row.addGroup("tags").addGroup("list").append("element", "a");
                  }));

      assertThat(loaded(List.of(file)))
          .singleElement()
          .asString()
          .startsWith("1.5000000000|0.12|")
          .contains("\"a\"");
      assertThat(proposal.guess().options()).isEqualTo("SERIALIZETOJSON");
    }
  }

  private List<String> loaded(String text) throws IOException, SqlError {
    return loaded(List.of(text.getBytes(UTF_8)));
  }

  private List<String> loaded(List<byte[]> files) throws IOException, SqlError {
    proposal = proposal(files);
    create();
    for (byte[] file : files) {
      copied(file);
    }
    return table();
  }

  private static Proposal proposal(List<byte[]> files) {
    List<Sample> samples = new ArrayList<>();
    files.forEach(file -> samples.add(new Sample("sample " + samples.size(), file, true)));
    return Proposal.of(
        "inferred" + TABLES.incrementAndGet(),
        "",
        Prefix.parse("s3://landing/inferred/"),
        "",
        Inference.of(samples),
        List.of());
  }

  private void create() throws SqlError {
    session.execute(proposal.createTable(), Map.of());
  }

  /** The whole table, after a file was loaded by the settings that are proposed. */
  private List<String> copied(byte[] file) throws IOException, SqlError {
    Pipe pipe = pipe();
    String key = "inferred/" + TABLES.incrementAndGet();
    SharedWarehouse.put("s3://landing/" + key, file);
    SharedWarehouse.put("s3://control/" + key, manifest(key, file).getBytes(UTF_8));
    if (!proposal.jsonPaths().isEmpty()) {
      SharedWarehouse.put(pipe.format().detail(), proposal.jsonPaths().getBytes(UTF_8));
    }
    Batch batch = Samples.batch(pipe, key);
    if (pipe.treatment().columnsFromHeader()) {
      String line = new String(file, UTF_8).lines().findFirst().orElseThrow();
      batch = batch.prepared(batch.files(), Compression.NONE, HeaderLine.columns(pipe, line));
    }
    session.execute(
        CopyCommand.of(batch, Sql.table(proposal.into()), "s3://control/" + key).text(), Map.of());
    return table();
  }

  private static String manifest(String key, byte[] file) {
    return Manifest.of(List.of(new BatchFile.Entry("s3://landing/" + key, file.length)));
  }

  /** As a file of settings is read. */
  private Pipe pipe() throws IOException {
    Properties file = new Properties();
    file.load(new StringReader(proposal.properties()));
    Map<String, String> settings = new TreeMap<>();
    file.forEach((name, value) -> settings.put(name.toString(), value.toString()));
    return Samples.settingsOf(settings).pipes().rules().iterator().next().only().orElseThrow();
  }

  private List<String> table() throws SqlError {
    return session
        .execute("SELECT * FROM " + proposal.into() + " ORDER BY 1", Map.of())
        .rows()
        .stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
        .toList();
  }
}
