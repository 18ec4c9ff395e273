package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What cannot be loaded for now waits, is seen to wait, and goes on by itself. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HoldIT {
  @RegisterExtension static final Site site = Site.open();

  private static PipeProcess pipe;
  private static String parked = "";
  private static Path folder = Path.of("");

  @BeforeAll
  static void start() {
    List<String> settings = new ArrayList<>(List.of(site.csvPipes("there")));
    settings.add("pipe.late.from = s3://landing/late/");
    settings.add("pipe.late.into = public.late"); // which is not there yet
    settings.add("pipe.late.format = csv");
    settings.add("pipe.hopeless.from = s3://landing/hopeless/");
    settings.add("pipe.hopeless.into = public.never_there");
    settings.add("pipe.hopeless.format = csv");
    settings.add("pipe.hopeless.give-up-after = 1s");
    parked = site.queue("parked");
    settings.add("queue.parked = parked");
    folder = site.folder(settings.toArray(String[]::new));
    pipe = site.startIn(folder);
  }

  @Test
  @Order(1)
  void a_missing_table_holds_its_lane_alone_visibly_and_is_loaded_once_it_is_there()
      throws Exception {
    ManyFiles there = new ManyFiles("there", 10, 2);
    site.put("late/0.csv", "0,zero\n");
    Site.await().until(() -> pipe.log().contains("held: LANE default:public.late"));
    for (int i = 1; i < 30; i++) {
      site.put("late/%d.csv".formatted(i), i + ",late\n");
    }
    there.put(site);

    Site.await().until(() -> site.warehouse().rowsOf("public.there").size() == 20);
    assertThat(pipe.metrics().values())
        .containsEntry("redshift_pipe_held{target=\"default:public.late\"}", 1.0);
    assertThat(pipe.get("/status")).contains("Cannot COPY into nonexistent table public.late");
    assertThat(pipe.get("/health")).contains("UP");
    Site.await().untilAsserted(() -> assertThat(site.messages(parked)).isPositive());

    Ran status = Ran.of(site, folder, "status", "--url", pipe.url(""));
    assertThat(status.status()).as(status.err()).isZero();
    assertThat(status.out())
        .containsPattern("there +10 +10 +0 +0 +[0-9.]+ +\\d+ s ago")
        .containsPattern("default:public.late .*Cannot COPY into nonexistent table public.late")
        .containsPattern("queue.parked +parked +\\d+ +\\d+ +[1-9]")
        .containsPattern("there +public.there +10 +0 +0 +10 +\\d+ s ago");

    site.warehouse().table("public.late");
    Site.await().until(() -> site.warehouse().rowsOf("public.late").size() == 30);
    awaitEmptyQueues();
    assertThat(site.deadLetters()).isZero();
    assertThat(pipe.metrics().isClosed()).isTrue();
  }

  @Test
  @Order(2)
  void a_file_that_is_held_for_longer_than_give_up_after_is_dead_lettered() {
    site.put("hopeless/a.csv", "1,Ada\n");

    assertThat(site.takeDeadLetter())
        .contains("give-up-after", "Cannot COPY into nonexistent table public.never_there");
    awaitEmptyQueues();
    assertThat(site.warehouse().history("public.never_there"))
        .containsExactly("s3://landing/hopeless/a.csv|refused");
  }

  @Test
  @Order(3)
  void a_paused_warehouse_holds_everything_and_goes_on_when_it_is_back() throws IOException {
    site.pauseWarehouse();
    ManyFiles files = new ManyFiles("there", 20, 3).from(100);
    files.put(site);
    Site.await().until(() -> pipe.log().contains("held: WAREHOUSE default"));
    assertThat(pipe.metrics().values())
        .containsEntry("redshift_pipe_held{warehouse=\"default\"}", 1.0);

    site.resumeWarehouse();
    awaitEmptyQueues();

    assertThat(site.warehouse().rowsOf("public.there")).containsAll(files.expectedRows());
    assertThat(site.warehouse().rows("SELECT COUNT(*) FROM there")).containsExactly("80");
    assertThat(site.deadLetters()).isZero();
    assertThat(pipe.metrics().values())
        .containsEntry("redshift_pipe_held{warehouse=\"default\"}", 0.0);
  }

  @Test
  @Order(4)
  void connections_that_break_in_the_middle_of_loads_lose_and_double_nothing() throws IOException {
    ManyFiles files = new ManyFiles("there", 60, 2000).from(200);
    files.put(site);
    for (int i = 0; i < 5; i++) {
      site.dropConnections();
    }
    awaitEmptyQueues();

    assertThat(site.warehouse().rows("SELECT COUNT(*), COUNT(DISTINCT id) FROM there"))
        .containsExactly("120080|120080");
    assertThat(site.deadLetters()).isZero();
    assertThat(pipe.metrics().isClosed()).isTrue();
  }

  private static void awaitEmptyQueues() {
    site.awaitEmptyQueue();
    Site.await().until(() -> site.messages(parked) == 0);
  }
}
