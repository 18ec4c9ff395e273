package dev.redshiftpipe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.copy.CopyOptions;
import dev.redshiftpipe.copy.Encoding;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Mode.Identity;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Treatment.OnOverwrite;
import dev.redshiftpipe.pipe.Treatment.Trigger;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings say of the way from a file to the rows of its table. */
class TreatmentSettingsTest {
  @Nested
  class What_is_read {
    @Test
    void is_the_mode_with_its_columns() {
      Pipe pipe =
          Samples.pipeWith(
              "mode = cdc",
              "keys = ID, Region",
              "order-by = changed_at , seq",
              "operation-column = Op",
              "delete-value = DELETE");

      assertThat(pipe.treatment().mode())
          .isEqualTo(
              new Mode.Cdc(
                  new Identity(List.of("id", "region"), List.of("changed_at", "seq")),
                  "op",
                  "DELETE"));
    }

    @Test
    void is_sql_in_the_settings_or_in_a_file() {
      Pipe pipe =
          Samples.pipeWith(
              "stage-columns = id INT; ",
              "select = -- all\n (SELECT id FROM stage)",
              "first = DELETE FROM raw.log; INSERT INTO raw.log SELECT ':x', :batch_id, :pipe",
              "then = sql/histories.sql",
              "then-writes = totals, raw.Log");

      assertThat(pipe.treatment().stageColumns()).isEqualTo("id INT");
      assertThat(pipe.treatment().select()).isEqualTo("(SELECT id FROM stage)");
      assertThat(pipe.treatment().first())
          .containsExactly(
              "DELETE FROM raw.log", "INSERT INTO raw.log SELECT ':x', :batch_id, :pipe");
      assertThat(pipe.treatment().then()).singleElement().asString().startsWith("SELECT tablename");
      assertThat(pipe.written())
          .containsExactly(
              new Table("public", "orders"),
              new Table("public", "totals"),
              new Table("raw", "log"));
    }

    @Test
    void a_replacement_loads_each_file_alone_and_each_version() {
      Pipe pipe = Samples.pipeWith("mode = replace", "batch.files = 500");

      assertThat(pipe.limits().files()).isEqualTo(1);
      assertThat(pipe.treatment().onOverwrite()).isEqualTo(OnOverwrite.LOAD);
      assertThat(Samples.pipeWith("mode = replace", "on-overwrite = ignore").treatment())
          .extracting(treatment -> treatment.onOverwrite())
          .isEqualTo(OnOverwrite.IGNORE);
      assertThat(Samples.pipeWith("batch.files = 500").treatment().onOverwrite())
          .isEqualTo(OnOverwrite.IGNORE);
    }

    @ParameterizedTest
    @CsvSource({
      "OBJECT, orders/x, orders/x",
      "MANIFEST, orders/x.manifest, orders/x",
      "MARKER, orders/x/_SUCCESS, orders/x/_SUCCESS.csv"
    })
    void a_trigger_wants_keys_of_its_own(Trigger trigger, String wanted, String other) {
      Settings settings = Samples.settingsWith("trigger = " + trigger);

      assertThat(settings.pipes().wanting(Samples.object(wanted)))
          .singleElement()
          .matches(pipe -> pipe.treatment().trigger() == trigger)
          .matches(pipe -> (pipe.limits().files() == 1) == (trigger != Trigger.OBJECT));
      assertThat(settings.pipes().wanting(Samples.object(other)))
          .hasSize(trigger == Trigger.OBJECT ? 1 : 0);
    }

    @Test
    void a_suffix_takes_the_place_of_that_of_the_trigger() {
      Settings settings = Samples.settingsWith("trigger = marker", "suffix = .done");

      assertThat(settings.pipes().wanting(Samples.object("orders/x.done"))).hasSize(1);
      assertThat(settings.pipes().wanting(Samples.object("orders/_SUCCESS"))).isEmpty();
    }

    @Test
    void a_header_names_the_columns_that_are_no_column_called_header() {
      Pipe pipe = Samples.pipeWith("columns = Header", "options = IGNOREHEADER 1");

      assertThat(pipe.treatment().columnsFromHeader()).isTrue();
      assertThat(pipe.columns()).isEmpty();
    }

    @Test
    void arrays_are_elements_of_xml_whatever_their_case() {
      Pipe pipe = Samples.pipeWith("format = xml orders/order", "arrays = Line,item , ");

      assertThat(pipe.format().arrays()).containsExactlyInAnyOrder("line", "item");
      assertThat(pipe.format().detail()).isEqualTo("orders/order");
      assertThat(Samples.pipeWith("format = xml order").format().arrays()).isEmpty();
    }

    @Test
    void an_encoding_is_one_that_copy_has() {
      Pipe pipe = Samples.pipeWith("columns = header", "options = ENCODING AS 'utf16le'");

      assertThat(new CopyOptions(pipe.options(), pipe.format().kind()).encoding())
          .isEqualTo(Encoding.UTF16LE);
    }

    @Test
    void as_many_statements_stand_beside_a_load_as_its_transaction_has_room_for() {
      String[] cdc = {
        "mode = cdc", "keys = id", "order-by = at", "first = DELETE FROM a", "then = DELETE FROM a"
      };

      assertThat(Samples.pipeWith(cdc).treatment().then()).hasSize(1);
      assertThat(Samples.pipeWith("then = " + "DELETE FROM a;".repeat(19)).treatment().then())
          .hasSize(19);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "keys = id | mode: .keys means nothing with mode = append",
        "mode = replace, order-by = at | mode: .order-by means nothing with mode = replace",
        "mode = upsert, keys = id, operation-column = op | mode: .operation-column means nothing with mode = upsert",
        "mode = upsert, keys = id, delete-value = X | mode: .delete-value means nothing with mode = upsert",
        "mode = upsert | mode: upsert needs .keys",
        "mode = cdc, order-by = at | mode: cdc needs .keys",
        "mode = cdc, keys = id | mode: cdc needs .order-by",
        "mode = cdc, keys = id, order-by = at, delete-value = X | mode: .delete-value means nothing without .operation-column",
        "mode = upsert, keys = first name | mode: \"first name\" is no name of a column",
        "columns = header, format = json | columns: header is for format csv and delimited, not json 'auto'",
        "columns = header, options = IGNOREHEADER 2 | options: IGNOREHEADER is 1 with columns = header",
        "columns = id; name | columns: \"id; name\" is no name of a column",
        "columns = header, trigger = manifest | trigger: a manifest or marker goes neither with",
        "format = xml order, trigger = marker | trigger: a manifest or marker goes neither with",
        "arrays = line | arrays: arrays are for format xml, not csv",
        "arrays = line, format = json | arrays: arrays are for format xml, not json 'auto'",
        "arrays = s:line, format = xml order | arrays: \"s:line\" is not a valid name of an XML element",
        "format = xml orders//order | format: \"orders//order\" cannot stand behind xml",
        "format = xml order, options = ENCODING UTF16 | options: ENCODING does not go with format xml",
        "options = ENCODING LATIN1 | options: ENCODING is one of UTF8, UTF16, UTF16LE, UTF16BE, ISO88591; found \"LATIN1\"",
        "trigger = folder | trigger: \"folder\" is none of object, manifest, marker",
        "on-overwrite = maybe | on-overwrite: \"maybe\" is none of ignore, load",
        "on-error = continue, mode = replace | on-error: continue does not go with mode = replace",
        "on-error = continue, trigger = manifest | on-error: continue does not go with mode = replace",
        "on-error = continue, format = parquet | on-error: continue does not go with format parquet",
        "stage-columns = id INT; name INT | stage-columns: expected one piece of SQL, found 2",
        "stage-columns = sql/none.sql | stage-columns: there is no file sql/none.sql",
        "then = ../secrets.sql | then: \"../secrets.sql\" is no file of the folder sql",
        "first = sql/../../secrets.sql | first: \"sql/../../secrets.sql\" is no file of the folder sql",
        "select = /etc/secrets.sql | select: \"/etc/secrets.sql\" is no file of the folder sql",
        "keys = id\"; DROP TABLE a, mode = upsert | mode: \"id\"; drop table a\" is no name of a column",
        "into = public.a; DROP TABLE b | into: \"a; drop table b\" is no name of a schema or table",
        "select = DELETE FROM stage | select: expected a SELECT over stage, found DELETE",
        "select = SELECT 'x FROM stage | select: a quote or a comment does not end",
        "then = DELETE FROM a; TRUNCATE b | then: \"TRUNCATE\" commits the transaction",
        "then-writes = a.b.c, then = DELETE FROM a | then-writes: \"a.b.c\" is no schema.table",
        "first = INSERT INTO a SELECT :batch | first: there are :batch_id and :pipe, and no :batch",
        "then-writes = public.a | then-writes: means nothing without .first or .then",
        "mode = upsert, keys = id, into = public.stage | into: public.stage is named like a table",
      })
  void what_is_wrong_names_its_setting(String lines, String mistake) {
    assertThat(mistakes(lines.split(", ")))
        .singleElement()
        .asString()
        .startsWith("pipe.orders.")
        .contains(mistake);
  }

  @Test
  void more_statements_than_a_transaction_has_room_for_are_refused() {
    String twenty = "then = " + "DELETE FROM a;".repeat(20);
    String one = "first = DELETE FROM a";
    String two = "then = " + "DELETE FROM a;".repeat(2);

    assertThat(mistakes(twenty))
        .containsExactly(
            "pipe.orders.then: a transaction has room for 19 statements of first and then, found 20");
    assertThat(mistakes("mode = cdc", "keys = id", "order-by = at", one, two))
        .containsExactly(
            "pipe.orders.then: a transaction has room for 2 statements of first and then, found 3");
  }

  private static List<String> mistakes(String... lines) {
    return catchThrowableOfType(SettingsException.class, () -> Samples.settingsWith(lines))
        .mistakes();
  }
}
