package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.settings.Settings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the control bucket and the settings say of pauses, as the lanes are told. */
class PausedPipesTest {
  private static final InstantSource NOON = InstantSource.fixed(Samples.NOON);
  private static final String OBJECT = "pipe/state/paused/orders.json";

  private final TwinS3 s3 = new TwinS3();
  private final HeldFiles held =
      new HeldFiles(new LaneLimits(10, 1000), new Governor(Map.of()), NOON);

  @Test
  void a_pipe_is_paused_by_its_object_and_goes_on_without_it() {
    PausedPipes pauses = pauses(Samples.settingsWith());
    s3.objects.put(OBJECT, new Pause("a bad day", "ada", Samples.NOON).json());
    s3.objects.put("pipe/state/paused/unknown.json", "");

    pauses.begin();
    assertThat(paused()).containsOnlyKeys("orders");
    assertThat(reason()).isEqualTo("a bad day");

    s3.objects.put(OBJECT, new Pause("a worse day", "ada", Samples.NOON).json());
    pauses.look();
    assertThat(reason()).isEqualTo("a worse day");

    s3.objects.remove(OBJECT);
    pauses.look();
    assertThat(paused()).isEmpty();
  }

  @Test
  void what_was_known_holds_while_it_cannot_be_read() {
    PausedPipes pauses = pauses(Samples.settingsWith());
    s3.objects.put(OBJECT, "");
    pauses.begin();
    s3.objects.remove(OBJECT);
    s3.isAway = true;

    assertThatThrownBy(pauses::look).hasMessageContaining("S3 is away");
    assertThat(paused()).containsOnlyKeys("orders");
  }

  @Test
  void all_pipes_wait_until_it_could_be_read_once() {
    PausedPipes pauses = pauses(Samples.settingsWith());
    s3.isAway = true;
    pauses.begin();
    assertThat(paused()).containsOnlyKeys("orders");

    s3.isAway = false;
    pauses.look();
    assertThat(paused()).isEmpty();
  }

  @Test
  void a_pipe_that_its_settings_pause_is_paused_whatever_the_object_says() {
    Settings settings = Samples.settingsWith("paused = true");
    pauses(settings).begin();

    assertThat(reason()).isEqualTo("pipe.orders.paused is true");
    assertThatThrownBy(() -> new PausePipe(settings, s3).resume("orders"))
        .hasMessageContaining("pipe.orders.paused is true");
  }

  @Test
  void commands_name_what_there_is() {
    PausePipe commands = new PausePipe(Samples.settingsWith(), s3);
    Pause pause = new Pause("a bad day", "ada", Samples.NOON);

    assertThat(commands.pause("orders", pause)).isEmpty();
    assertThat(commands.pause("orders", new Pause("later", "eve", Samples.NOON))).contains(pause);
    assertThatThrownBy(() -> commands.pause("order", pause))
        .hasMessage("there is no pipe order; there are [orders]");
    assertThatThrownBy(() -> commands.resume("order")).hasMessageContaining("there are [orders]");
  }

  private PausedPipes pauses(Settings settings) {
    return new PausedPipes(settings, s3, held, NOON);
  }

  private String reason() {
    return Objects.requireNonNull(paused().get("orders")).reason();
  }

  private Map<String, Pause> paused() {
    return held.standing().paused();
  }
}
