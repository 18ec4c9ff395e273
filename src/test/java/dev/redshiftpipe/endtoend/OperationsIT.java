package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do to pipes that run: pause, resume, replay, forget, load once more. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OperationsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final Site site = Site.open();

  private static Path folder = Path.of("");
  private static PipeProcess pipe;

  /** The pipe is paused before the process starts, as it is when one starts anew. */
  @BeforeAll
  static void start() {
    List<String> settings = new ArrayList<>(List.of(site.csvPipes("orders")));
    settings.add("pipe.returns.from = s3://landing/returns/");
    settings.add("pipe.returns.into = public.orders");
    settings.add("pipe.returns.format = csv");
    folder = site.folder(settings.toArray(String[]::new));
    assertThat(run("pause", "orders", "--reason", "a bad day").out()).contains("orders is paused");
    pipe = site.startIn(folder);
  }

  @Test
  @Order(1)
  void files_of_a_paused_pipe_wait_and_others_into_the_same_table_are_loaded() throws IOException {
    site.put("orders/a.csv", "1,Ada\n");
    site.put("returns/a.csv", "2,Grace\n");

    Site.await().until(() -> rows().contains("2|Grace"));
    Site.await().until(() -> handedBack() > 0);
    assertThat(run("audit", "orders", "--until", "2100-01-01").out()).contains("1 missing");
    assertThat(run("backfill", "orders").out()).contains("1 notification was sent");
    assertThat(rows()).containsExactly("2|Grace");
    assertThat(pipe.metrics().values())
        .containsEntry("redshift_pipe_paused{pipe=\"orders\"}", 1.0)
        .containsEntry("redshift_pipe_paused{pipe=\"returns\"}", 0.0);
    assertThat(pipe.metrics().isClosed()).isTrue();
    assertThat(JSON.readTree(pipe.get("/status")).at("/pipes/orders/paused/reason").asText())
        .isEqualTo("a bad day");
    assertThat(pipe.get("/health")).contains("pipe orders paused since");
    assertThat(pipe.log()).contains("pipe orders is paused since");
  }

  @Test
  @Order(2)
  void they_are_loaded_once_it_goes_on() {
    assertThat(run("pause", "orders").out()).contains("paused already", "a bad day");
    assertThat(run("resume", "orders").out()).contains("goes on", "a bad day");
    assertThat(run("resume", "orders").out()).contains("was not paused");

    Site.await().until(() -> rows().contains("1|Ada"));
    site.awaitEmptyQueue();
    assertThat(rows()).hasSize(2);
    assertThat(pipe.log()).contains("pipe orders goes on");
  }

  @Test
  @Order(3)
  void a_refused_file_is_loaded_once_it_is_mended_and_replayed() throws IOException {
    site.put("orders/b.csv", "three,Jean\n");
    assertThat(JSON.readTree(site.takeDeadLetter()).path("send-again").asText())
        .endsWith("replay orders --prefix 'orders/b.csv'");
    site.put("orders/b.csv", "3,Jean\n");
    site.awaitEmptyQueue();
    assertThat(site.warehouse().history("public.orders")).contains(b("refused"));

    JsonNode dry = replay("--reason", "INVALID digit", "--dry-run");
    assertThat(dry.path("found").asInt()).isOne();
    assertThat(dry.path("files").path(0).path("url").asText())
        .isEqualTo("s3://landing/orders/b.csv");
    assertThat(dry.at("/tables/default:public.orders/0/reason").asText())
        .startsWith("FILE line N, column id: Invalid digit, Value V,");
    assertThat(replay("--reason", "another reason").path("sent").asInt()).isZero();
    assertThat(replay("--prefix", "orders/c").path("sent").asInt()).isZero();
    assertThat(site.warehouse().history("public.orders")).contains(b("refused"));

    assertThat(replay("--prefix", "orders/b", "--why", "mended").path("sent").asInt()).isOne();
    Site.await().until(() -> rows().contains("3|Jean"));
    site.awaitEmptyQueue();
    assertThat(rows()).hasSize(3);
    assertThat(site.warehouse().history("public.orders"))
        .contains(b("loaded"))
        .doesNotContain(b("refused"));
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT command, why, file_url, status, sent_at IS NOT NULL FROM"
                        + " redshift_pipe.taken_back"))
        .containsExactly("replay|mended|s3://landing/orders/b.csv|refused|true");
  }

  @Test
  @Order(4)
  void what_a_replay_took_back_and_did_not_send_is_sent_by_the_next_one() throws IOException {
    // as after the first half of a replay: not in the history, and not noted as sent
    site.warehouse().rows("UPDATE redshift_pipe.taken_back SET sent_at = NULL");
    site.warehouse().rows("DELETE FROM " + history() + " WHERE file_url LIKE '%/b.csv'");
    site.warehouse().rows("DELETE FROM public.orders WHERE id = 3");

    JsonNode replayed = replay("--reason", "nothing has this");

    assertThat(replayed.path("found").asInt()).isZero();
    assertThat(replayed.path("sent").asInt()).isOne();
    Site.await().until(() -> rows().contains("3|Jean"));
    assertThat(replay().path("sent").asInt()).isZero();
  }

  @Test
  @Order(5)
  void a_file_that_was_loaded_is_loaded_again_only_on_purpose() {
    String url = "s3://landing/orders/a.csv";

    assertThat(run("load", url).out()).contains("not sent, it was loaded before");
    assertThat(run("forget", "orders", "--prefix", "orders/a", "--dry-run").out())
        .contains("loaded: " + url, "1 file would be forgotten");
    assertThat(run("load", url).out()).contains("not sent");
    assertThat(run("forget", "orders", "--prefix", "orders/a", "--confirm", "orders").out())
        .contains("1 file was forgotten", "there twice");
    assertThat(run("load", url).out()).isEqualToIgnoringNewLines("sent: " + url + " → orders");
    Site.await().until(() -> count("1|Ada") == 2);
    site.awaitEmptyQueue();

    assertThat(run("load", url, "--again", "--why", "on purpose").out()).contains("sent: " + url);
    Site.await().until(() -> count("1|Ada") == 3);
    site.awaitEmptyQueue();
    assertThat(rows()).hasSize(5);
    assertThat(site.warehouse().rows("SELECT command, status FROM redshift_pipe.taken_back"))
        .containsExactlyInAnyOrder("replay|refused", "forget|loaded", "load|loaded");
  }

  @Test
  @Order(6)
  void mistakes_are_named() {
    for (String command : List.of("pause", "resume", "replay")) {
      Ran unknown = run(command, "order");
      assertThat(unknown.status()).as(command).isEqualTo(2);
      assertThat(unknown.err()).contains("there is no pipe order; there are [orders, returns]");
    }
    Ran gone = run("load", "s3://landing/orders/gone.csv", "s3://landing/elsewhere/x.csv");
    assertThat(gone.status()).isEqualTo(2);
    assertThat(gone.err())
        .contains("there is no s3://landing/orders/gone.csv", "s3://landing/elsewhere/x.csv");
    assertThat(run("load", "s3://landing/orders/a.csv", "--pipe", "returns").err())
        .contains("pipe returns does not want s3://landing/orders/a.csv");
    Ran wrong = run("forget", "orders", "--prefix", "return/", "--dry-run");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("keys of pipe orders begin with orders/");
  }

  private static Ran run(String... arguments) {
    return Ran.here(site, folder, arguments);
  }

  private static JsonNode replay(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("replay", "orders", "--output", "json"));
    all.addAll(List.of(arguments));
    Ran ran = run(all.toArray(String[]::new));
    assertThat(ran.status()).as(ran.err()).isZero();
    return JSON.readTree(ran.out()).path(0);
  }

  /** Files of the pipe that went back to the queue. */
  private static double handedBack() throws IOException {
    return pipe.metrics()
        .values()
        .getOrDefault("redshift_pipe_handed_back_total{pipe=\"orders\"}", 0.0);
  }

  private static String b(String status) {
    return "s3://landing/orders/b.csv|" + status;
  }

  private static List<String> rows() {
    return site.warehouse().rowsOf("public.orders");
  }

  private static long count(String row) {
    return rows().stream().filter(row::equals).count();
  }

  private static String history() {
    return site.warehouse()
        .rows(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename LIKE"
                + " 'history%orders%'")
        .getFirst();
  }
}
