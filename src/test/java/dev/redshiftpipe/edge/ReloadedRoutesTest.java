package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.reload.ReloadRoutes;
import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipe's own routes, changed while it runs as in the local run. */
class ReloadedRoutesTest {
  private final TwinSqs sqs = new TwinSqs();
  private final TwinRedshift redshift = new TwinRedshift();
  private final Main main =
      RedshiftPipe.main(
          Settings.read(
              Map.ofEntries(
                  Map.entry("control", "s3://control/pipe/"),
                  Map.entry("queue.notifications", "notifications"),
                  Map.entry("queue.dead-letters", "dead-letters"),
                  Map.entry("queue.visibility", "30s"),
                  Map.entry("http.port", "0"),
                  Map.entry("batch.linger", "300ms"),
                  Map.entry("warehouse.default.workgroup", "analytics"),
                  Map.entry("warehouse.default.database", "dev"),
                  Map.entry("pipe.orders.from", "s3://landing/orders/"),
                  Map.entry("pipe.orders.into", "public.orders"),
                  Map.entry("pipe.orders.format", "csv")),
              Map.of(),
              BuiltIn::file),
          new Clients(
              sqs,
              new TwinS3(),
              new TwinEventBridge(),
              Map.of("default", redshift),
              Map.of("default", redshift),
              new Polls()));
  private final ReloadRoutes reload = new ReloadRoutes();
  private Path folder;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    for (String part : List.of("", "workflows", "kamelets")) {
      Files.createDirectories(folder.resolve(part));
      try (Stream<Path> files = Files.list(Path.of("routes", part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, folder.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    main.configure()
        .setRoutesIncludePattern(
            "file:%1$s/*.camel.yaml,file:%1$s/workflows/*.camel.yaml".formatted(folder));
    main.addInitialProperty("camel.component.kamelet.location", "file:" + folder + "/kamelets");
    main.start();
    // as Main itself does where it runs until it is stopped
    reload.afterStart(main);
  }

  @AfterEach
  void stop() {
    reload.beforeStop(main);
    main.stop();
  }

  @Test
  void lose_nothing_when_all_of_them_are_changed_under_load() throws IOException {
    CamelContext context = main.getCamelContext();
    redshift.runs = Duration.ofMillis(300);
    Route receive = context.getRoute("receive");
    Route settle = context.getRoute("settle");
    deliver(0, 20);
    changeAll();
    deliver(20, 40);
    until(() -> assertThat(context.getRoute("receive")).isNotNull().isNotSameAs(receive));
    deliver(40, 60);

    until(() -> assertThat(sqs.deleted).hasSize(60));

    assertThat(sqs.deleted).doesNotHaveDuplicates();
    assertThat(sqs.deadLetters).isEmpty();
    assertThat(context.getRoute("settle")).isNotSameAs(settle);
    assertThat(DrawnRoutes.of((ModelCamelContext) context).json()).contains("anew ");
    assertThat(context.getRoutes())
        .filteredOn(route -> !route.isCreatedByKamelet())
        .allSatisfy(
            route ->
                assertThat(
                        context.getRouteController().getRouteStatus(route.getRouteId()).isStarted())
                    .as(route.getRouteId())
                    .isTrue());
  }

  private void changeAll() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
        String described = Files.readString(file).replace("description: ", "description: anew ");
        Files.writeString(file, described + "# changed\n");
      }
      for (Path file : List.of(folder.resolve("kamelets/redshift-script.kamelet.yaml"))) {
        Files.writeString(file, Files.readString(file) + "# changed\n");
      }
    }
  }

  private void deliver(int from, int to) {
    for (int i = from; i < to; i++) {
      sqs.deliver(
          "h" + i,
          Readdressing.write(Samples.object("orders/" + i + ".csv"), "orders", Samples.NOON));
    }
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
  }
}
