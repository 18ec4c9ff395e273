package dev.redshiftpipe.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.load.TakeBackOrder.Command;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeBackTest {
  private final TakeBack takeBack = new TakeBack(TakeBackTest::sql);
  private final TakeBack.Call call = new TakeBack.Call("c1", Command.REPLAY, "it's", "ada");

  @Test
  void locks_as_loads_do_and_keeps_what_it_takes_before_it_takes_it() {
    List<Statement> all = takeBack.transaction(order(Command.REPLAY, "", ""), orders(), call);

    assertThat(all)
        .extracting(Statement::role)
        .containsExactly("lock", "fence", "keep", "take-back");
    assertThat(all.get(0).sql()).matches("LOCK redshift_pipe\\.lock_public_orders_[0-9a-f]{8}");
    String keeps = all.get(2).sql().replaceAll("(?s).*WHERE ", "");
    String takes = all.get(3).sql().replaceAll("(?s).*WHERE ", "");
    assertThat(takes).isEqualTo(keeps).contains("pipe = 'orders'");
  }

  @Test
  void replays_refused_files_only_and_forgets_any() {
    assertThat(condition(order(Command.REPLAY, "", ""))).contains("status = 'refused'");
    assertThat(condition(order(Command.FORGET, "", ""))).doesNotContain("status");
  }

  @Test
  void never_has_a_name_of_a_file_in_its_sql() {
    List<S3Object> files = List.of(Samples.object("orders/secret"));

    assertThat(condition(order(Command.FORGET, "orders/sécret ", "")))
        // counted in characters, as LEFT does
        .contains("MD5(LEFT(file_url, 27)) = 'b511796c2db1dcca42216c1710d52a37'")
        .doesNotContain("cret ");
    assertThat(sqlOf(takeBack.transaction(orders(), files, call)))
        .contains("file_id IN ('" + files.getFirst().fileId() + "')")
        .doesNotContain("secret");
    assertThat(sqlOf(takeBack.transaction(Samples.pipeWith("on-overwrite = load"), files, call)))
        .contains("MD5(file_url)", "IN ('', 'etag-13')")
        .doesNotContain("secret");
  }

  @Test
  void text_of_people_is_quoted() {
    assertThat(condition(order(Command.REPLAY, "", "it's"))).contains("LOWER('it''s')");
    assertThat(sqlOf(takeBack.transaction(order(Command.REPLAY, "", ""), orders(), call)))
        .contains("'it''s'", "'ada'");
  }

  @Test
  void reads_what_is_to_be_sent() {
    TakeBack.Unsent file =
        TakeBack.unsent(
            List.of(
                "c1", "s3://landing/a/b.csv", "e", "7", "0055", "2026-11-21 12:00:00.000", "0"));

    assertThat(file.callId()).isEqualTo("c1");
    assertThat(file.isKnown()).isFalse();
    assertThat(file.object())
        .isEqualTo(new S3Object("landing", "a/b.csv", 7, "e", "", "0055", Samples.NOON, ""));
  }

  private String condition(TakeBackOrder order) {
    return takeBack.transaction(order, orders(), call).get(3).sql();
  }

  private static String sqlOf(List<Statement> all) {
    return String.join("\n", all.stream().map(Statement::sql).toList());
  }

  private static TakeBackOrder order(Command command, String keys, String reason) {
    return new TakeBackOrder(
        command,
        "orders",
        new AuditRange(keys, Instant.EPOCH, Instant.MAX),
        reason,
        "",
        false,
        100,
        1_000);
  }

  private static Pipe orders() {
    return Samples.orders();
  }

  private static String sql(String name) {
    try {
      return Files.readString(Path.of("sql", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
