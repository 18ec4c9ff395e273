package dev.redshiftpipe.infer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InferenceTest {
  @Nested
  class TypesOfText {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            1;2;3                                    | INTEGER
            -5;999999999                             | INTEGER
            1000000000                               | BIGINT
            123456789012345678                       | BIGINT
            1234567890123456789012                   | DECIMAL(26,0)
            00123;00456                              | VARCHAR(64)
            +431234567;+431234568                    | VARCHAR(64)
            1.50;20.00                               | DECIMAL(18,2)
            12345678901234567.25                     | DECIMAL(23,2)
            1;2.5                                    | DECIMAL(18,3)
            1e3;2.5E-4                               | DOUBLE PRECISION
            1,5;1.234,56                             | VARCHAR(64)
            true;false;TRUE                          | BOOLEAN
            y;n                                      | BOOLEAN
            y;y                                      | VARCHAR(64)
            no;no;at                                 | VARCHAR(64)
            1;0                                      | INTEGER
            2024-01-31;2024-02-01                    | DATE
            2024-02-30;2024-02-01                    | VARCHAR(64)
            2024-01-31 10:00:00;2024-01-31 10:00:00.5 | TIMESTAMP
            2024-01-31T10:00:00Z                     | TIMESTAMPTZ
            2024-01-31 10:00:00+02:00                | TIMESTAMPTZ
            31/01/2024;01/02/2024                    | DATE
            20240131;20240201                        | INTEGER
            ABC;DE                                   | VARCHAR(64)
            äöüäöüäöü                                | VARCHAR(128)
            1;two                                    | VARCHAR(64)
            """)
    void a_column_gets_the_smallest_safe_type(String values, String type) {
      Seen seen = seen(values.split(";"));

      assertThat(TextTypes.of(List.of(seen)).types().get(0).sql()).isEqualTo(type);
    }

    @Test
    void empty_fields_are_no_values() {
      assertThat(TextTypes.of(List.of(seen("", "1", " "))).types().get(0).sql())
          .isEqualTo("INTEGER");
      TextTypes.Type none = TextTypes.of(List.of(seen("", ""))).types().get(0);
      assertThat(none.sql()).isEqualTo("VARCHAR(256)");
      assertThat(none.doubt()).contains("no sample has a value");
    }

    @Test
    void the_word_that_makes_most_columns_more_than_text_stands_for_null() {
      TextTypes types =
          TextTypes.of(List.of(seen("1", "n/a"), seen("2024-01-01", "n/a"), seen("2.5", "NULL")));

      assertThat(types.nullWord()).isEqualTo("n/a");
      assertThat(types.types())
          .extracting(TextTypes.Type::sql)
          .containsExactly("INTEGER", "DATE", "VARCHAR(64)");
    }

    @Test
    void the_null_of_copy_itself_needs_no_option() {
      TextTypes types = TextTypes.of(List.of(seen("1", "\\N"), seen("a", "\\N")));

      assertThat(types.nullWord()).isEmpty();
      assertThat(types.types())
          .extracting(TextTypes.Type::sql)
          .containsExactly("INTEGER", "VARCHAR(64)");
    }

    @Test
    void one_format_of_days_serves_all_columns_or_a_column_stays_text() {
      TextTypes types =
          TextTypes.of(List.of(seen("31.12.2024"), seen("01.02.2024"), seen("2024-12-31")));

      assertThat(types.clocks().dateFormat()).isEqualTo("DD.MM.YYYY");
      assertThat(types.types())
          .extracting(TextTypes.Type::sql)
          .containsExactly("DATE", "DATE", "VARCHAR(64)");
      assertThat(types.types().get(2).doubt()).contains("one DATEFORMAT");
    }

    @Test
    void automatic_recognition_serves_columns_that_are_written_differently() {
      TextTypes types = TextTypes.of(List.of(seen("2024/12/31"), seen("2024-12-31")));

      assertThat(types.clocks().dateFormat()).isEqualTo("auto");
    }

    @Test
    void a_day_that_could_be_a_month_is_told() {
      TextTypes open = TextTypes.of(List.of(seen("01/02/2024")));
      TextTypes settled = TextTypes.of(List.of(seen("01/02/2024"), seen("31/12/2024")));

      assertThat(open.clocks().dateFormat()).isEqualTo("MM/DD/YYYY");
      assertThat(open.types().get(0).doubt()).contains("day from month");
      assertThat(settled.clocks().dateFormat()).isEqualTo("DD/MM/YYYY");
    }

    private static Seen seen(String... values) {
      Seen seen = new Seen();
      for (String value : values) {
        seen.add(value);
      }
      return seen;
    }
  }

  @Nested
  class DelimitedText {
    @Test
    void csv_with_a_header_quotes_and_days() {
      Guess guess =
          guess(
              """
              Id,Full Name,"Joined, on",order,Paid
              1,"Ada, ""the first""\",31/01/2024,a,10.50
              2,Grace,01/02/2024,,7.25
              """);

      assertThat(guess.format()).isEqualTo("csv");
      assertThat(guess.options()).isEqualTo("IGNOREHEADER 1 DATEFORMAT 'DD/MM/YYYY'");
      assertThat(types(guess))
          .containsExactly(
              "id INTEGER",
              "full_name VARCHAR(64)",
              "joined_on DATE",
              "order_ VARCHAR(64)",
              "paid DECIMAL(18,2)");
    }

    @Test
    void tabs_without_a_header() {
      Guess guess = guess("1\tAda\t2024-01-31 10:00:00\n2\t\\N\t2024-01-31 10:00:01\n");

      assertThat(guess.format()).isEqualTo("delimited");
      assertThat(guess.options()).isEqualTo("DELIMITER '\\t'");
      assertThat(types(guess)).containsExactly("c1 INTEGER", "c2 VARCHAR(64)", "c3 TIMESTAMP");
    }

    @Test
    void semicolons_with_decimal_commas() {
      Guess guess = guess("sku;price\nA1;1.234,50\nA2;3,99\n");

      assertThat(guess.options()).isEqualTo("DELIMITER ';' IGNOREHEADER 1");
      assertThat(types(guess)).containsExactly("sku VARCHAR(64)", "price VARCHAR(64)");
      assertThat(guess.doubts()).anyMatch(doubt -> doubt.contains("marks between their digits"));
    }

    @Test
    void bars_with_escapes() {
      Guess guess = guess("1|a\\|b\n2|c\\\\d\n3|e\n");

      assertThat(guess.format()).isEqualTo("delimited");
      assertThat(guess.options()).isEqualTo("ESCAPE");
      assertThat(types(guess)).containsExactly("c1 INTEGER", "c2 VARCHAR(64)");
    }

    @Test
    void quotes_that_are_inches_are_no_quotes() {
      Guess guess = guess("1,5\" nail\n2,7\" nail\n3,9\" nail, bent\n4,x\n");

      assertThat(guess.format()).isEqualTo("delimited");
      assertThat(guess.options()).isEqualTo("DELIMITER ','");
      assertThat(guess.doubts()).anyMatch(doubt -> doubt.contains("3,9\" nail, bent"));
    }

    @Test
    void files_with_different_columns_are_mapped_by_their_headers() {
      Guess guess = guess("id,name\n1,Ada\n", "id,age,name\n2,33,Grace\n");

      assertThat(guess.settings()).containsEntry("columns", "header");
      assertThat(guess.options()).isEmpty();
      assertThat(types(guess)).containsExactly("id INTEGER", "name VARCHAR(64)", "age INTEGER");
      assertThat(guess.findings()).anyMatch(one -> one.startsWith("column age is missing in some"));
    }

    @Test
    void files_with_different_columns_that_need_other_names_are_told() {
      Guess guess = guess("id,my name\n1,Ada\n", "id,my age,my name\n2,33,Grace\n");

      assertThat(guess.settings()).isEmpty();
      assertThat(guess.doubts()).anyMatch(doubt -> doubt.contains("make a pipe for each kind"));
    }

    @Test
    void names_over_text_are_a_likely_header_and_text_over_text_is_none() {
      assertThat(guess("name,city\nAda,London\nGrace,New York\n").doubts())
          .anyMatch(doubt -> doubt.contains("likely"));
      assertThat(guess("1,Ada\n2,Grace\n").options()).isEmpty();
      assertThat(types(guess("a@b.c,Ada\na@b.c,Ada\n")))
          .containsExactly("c1 VARCHAR(64)", "c2 VARCHAR(64)");
    }

    @Test
    void other_encodings_are_named() {
      Guess wide = guess(new Sample("a", "\uFEFFid,n\n1,é\n".getBytes(UTF_16LE), true));
      Guess latin =
          guess(new Sample("a", "id,n\n1,é\n".getBytes(Charset.forName("windows-1252")), true));

      assertThat(wide.options()).isEqualTo("IGNOREHEADER 1 ENCODING UTF16");
      assertThat(types(wide)).containsExactly("id INTEGER", "n VARCHAR(64)");
      assertThat(latin.doubts()).anyMatch(doubt -> doubt.contains("not UTF-8"));
    }

    @Test
    void latin_1_has_an_encoding_of_copy_and_windows_1252_has_none() {
      byte[] latin = "id,n\n1,é\n".getBytes(ISO_8859_1);
      byte[] windows = "id,n\n1,€\n".getBytes(Charset.forName("windows-1252"));

      Guess known = guess(new Sample("a", latin, true));
      Guess unknown = guess(new Sample("a", windows, true));

      assertThat(known.options()).isEqualTo("IGNOREHEADER 1 ENCODING ISO88591");
      assertThat(known.doubts()).anyMatch(doubt -> doubt.contains("try one file"));
      assertThat(unknown.options()).isEqualTo("IGNOREHEADER 1");
      assertThat(unknown.doubts()).anyMatch(doubt -> doubt.contains("convert the files"));
    }

    @Test
    void a_trailer_says_nothing_of_the_columns_and_is_named() {
      Guess guess = guess("id;amount\n" + "7;\"1.50\"\n".repeat(50) + "TOTAL;50;75.00\n");

      assertThat(guess.format()).isEqualTo("csv");
      assertThat(types(guess)).containsExactly("id INTEGER", "amount DECIMAL(18,2)");
      assertThat(guess.doubts())
          .singleElement()
          .asString()
          .contains("1 of 52 lines", "\"TOTAL;50;75.00\"");
    }

    @Test
    void one_row_with_wrong_quotes_does_not_make_the_others_a_text_without_any() {
      Guess guess = guess("id,n\n" + "1,\"a, b\"\n".repeat(50) + "2,\"c\" d\n" + "3,\"e, f\"\n");

      assertThat(guess.format()).isEqualTo("csv");
      assertThat(types(guess)).containsExactly("id INTEGER", "n VARCHAR(64)");
      assertThat(guess.doubts())
          .anyMatch(
              doubt -> doubt.contains("quotes that do not go together") && doubt.contains("52"));
    }

    @Test
    void text_that_keeps_its_quotes_is_told() {
      assertThat(guess("1|\"a\"\"\n2|b\"c\n3|\"d\n4|'e' x'\n").doubts())
          .anyMatch(doubt -> doubt.startsWith("c2: some values begin and end with quotes"));
    }

    @Test
    void lines_within_quotes_with_backslashes_are_told() {
      assertThat(guess("1,\"a \\\"b\\\"\nc\"\n2,\"d \\\"e\\\"\"\n").doubts())
          .anyMatch(doubt -> doubt.contains("values have line ends in them"));
    }

    @Test
    void a_row_that_is_cut_off_is_not_looked_at() {
      Guess guess = guess(new Sample("a", "id,n\n1,2\n3,4\n5,\"cut".getBytes(UTF_8), false));

      assertThat(types(guess)).containsExactly("id INTEGER", "n INTEGER");
    }

    @Test
    void a_single_column_is_one_column() {
      Guess guess = guess("1\n2\n3\n");

      assertThat(types(guess)).containsExactly("c1 INTEGER");
      assertThat(guess.doubts()).anyMatch(doubt -> doubt.contains("no delimiter"));
    }
  }

  @Nested
  class Json {
    @Test
    void members_become_columns_and_what_is_nested_super() {
      Guess guess =
          guess(
              """
              {"id": 1, "price": 1.5, "tags": ["a"], "zip": "01234", "at": "2024-01-31T10:00:00Z"}
              {"id": 2, "price": 2, "tags": null, "zip": "1", "at": null, "ok": true, "mixed": 1}
              {"mixed": "x", "rate": 1e-9}
              """);

      assertThat(guess.format()).isEqualTo("json");
      assertThat(guess.options()).isEqualTo("TIMEFORMAT 'auto'");
      assertThat(types(guess))
          .containsExactly(
              "id INTEGER",
              "price DECIMAL(18,3)",
              "tags SUPER",
              "zip VARCHAR(64)",
              "at TIMESTAMPTZ",
              "ok BOOLEAN",
              "mixed VARCHAR(64)",
              "rate DOUBLE PRECISION");
    }

    @Test
    void capitals_are_found_without_regard_to_them() {
      assertThat(guess("{\"deviceId\": 1}\n").format()).isEqualTo("json 'auto ignorecase'");
    }

    @Test
    void names_that_cannot_stand_in_sql_go_by_json_paths() {
      Guess guess = guess("{\"device id\": 1, \"user\": \"a\"}\n");

      assertThat(guess.format()).isEqualTo("json " + Guess.JSON_PATHS);
      assertThat(guess.jsonPaths()).isEqualTo("{\"jsonpaths\":[\"$['device id']\",\"$['user']\"]}");
      assertThat(types(guess)).containsExactly("device_id INTEGER", "user_ VARCHAR(64)");
    }

    @Test
    void an_object_that_is_cut_off_is_not_looked_at() {
      Guess guess = guess(new Sample("a", "{\"a\": 1}\n{\"b\": ".getBytes(UTF_8), false));

      assertThat(types(guess)).containsExactly("a INTEGER");
    }

    @Test
    void an_array_is_refused_with_what_to_do() {
      assertThatThrownBy(() -> guess("[{\"a\": 1}]"))
          .isInstanceOf(InferException.class)
          .hasMessageContaining("not within an array");
    }
  }

  @Nested
  class OtherFiles {
    @Test
    void the_element_of_xml_that_comes_again_is_a_row() {
      Guess guess =
          guess(
              """
              <?xml version="1.0"?>
              <export xmlns="urn:x">
                <head><at>2024-01-31</at></head>
                <orders>
                  <order id="1"><total>1.50</total><day>2024-01-31</day><line n="1"/></order>
                  <order id="2"><total>22.50</total><day>2024-02-01</day><line n="1"/><line n="2"/></order>
                </orders>
              </export>
              """);

      assertThat(guess.format()).isEqualTo("xml order");
      assertThat(guess.settings()).containsExactly(Map.entry("arrays", "line"));
      assertThat(types(guess))
          .containsExactly("id INTEGER", "total DECIMAL(18,2)", "day DATE", "line SUPER");
      assertThat(guess.doubts()).isEmpty();
    }

    @Test
    void xml_that_is_cut_off_or_has_one_row_is_read_as_far_as_it_goes() {
      Guess cut =
          guess(new Sample("a", "<r><o><a>1</a></o><o><a>2</a></o><o>".getBytes(UTF_8), false));
      Guess one = guess("<orders><order><a>1</a><B-c>x</B-c></order></orders>");

      assertThat(cut.format()).isEqualTo("xml o");
      assertThat(types(cut)).containsExactly("a INTEGER");
      assertThat(one.format()).isEqualTo("xml order");
      assertThat(types(one)).containsExactly("a INTEGER");
      assertThat(one.doubts())
          .anyMatch(doubt -> doubt.contains("comes once only"))
          .anyMatch(doubt -> doubt.startsWith("b-c: left out"));
    }

    @Test
    void orc_and_zip_are_told_apart() {
      assertThatThrownBy(() -> guess("ORC\n\u000b\n\u0003")).hasMessageContaining("format = orc");
      assertThatThrownBy(() -> guess("PK\u0003\u0004…")).hasMessageContaining("ZIP archive");
    }

    @Test
    void samples_of_several_kinds_are_named() {
      assertThatThrownBy(() -> guess("1,2\n", "{\"a\": 1}\n"))
          .hasMessageContaining("JSON as")
          .hasMessageContaining("TEXT as");
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
      assertThatThrownBy(() -> guess("\u0001\u0002\0\0\0x\u0003yy,z")).hasMessageContaining("NULs");
    }
  }

  private static Guess guess(String... texts) {
    List<Sample> samples = new ArrayList<>();
    for (String text : texts) {
      samples.add(new Sample("sample " + samples.size(), text.getBytes(UTF_8), true));
    }
    return Inference.of(samples);
  }

  private static Guess guess(Sample sample) {
    return Inference.of(List.of(sample));
  }

  private static List<String> types(Guess guess) {
    return guess.columns().stream().map(one -> one.name() + " " + one.type()).toList();
  }
}
