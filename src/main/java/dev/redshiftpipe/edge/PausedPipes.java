package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.settings.Settings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Which pipes are paused, by the settings or by the command; the lanes are told. */
public final class PausedPipes {
  private static final Logger LOG = LoggerFactory.getLogger(PausedPipes.class);

  private final Map<String, Pause> bySettings = new TreeMap<>();
  private final List<String> pipes = new ArrayList<>();
  private final ControlState state;
  private final HeldFiles held;
  private final InstantSource clock;
  private Map<String, Pause> last = Map.of();

  PausedPipes(Settings settings, S3Client s3, HeldFiles held, InstantSource clock) {
    this.state = new ControlState(settings.control(), s3);
    this.held = held;
    this.clock = clock;
    for (PipeRule rule : settings.pipes().rules()) {
      pipes.add(rule.name());
      if (rule.isPaused()) {
        bySettings.put(
            rule.name(),
            new Pause(
                "pipe.%s.paused is true".formatted(rule.name()), "the settings", clock.instant()));
      }
    }
  }

  /**
   * Before anything is received. Where the control bucket cannot be read yet, all pipes wait until
   * it can: what is paused must not be loaded, and nothing could be loaded without that bucket.
   */
  void begin() {
    try {
      look();
    } catch (SdkException e) {
      LOG.warn("which pipes are paused cannot be read, so all wait: {}", e.getMessage());
      Pause unknown =
          new Pause("state/paused/ in control cannot be read", "this process", clock.instant());
      Map<String, Pause> all = new TreeMap<>();
      pipes.forEach(pipe -> all.put(pipe, unknown));
      tell(all);
    }
  }

  /** Reads the control bucket; a failure of that leaves what was known. */
  public void look() {
    Map<String, Pause> now = new TreeMap<>(state.pauses());
    now.keySet().retainAll(pipes);
    now.putAll(bySettings);
    tell(now);
  }

  private void tell(Map<String, Pause> now) {
    now.forEach(
        (pipe, pause) -> {
          if (!pause.equals(last.get(pipe))) {
            LOG.warn("pipe {} is paused {}", pipe, pause.line());
          }
        });
    last.keySet().stream()
        .filter(pipe -> !now.containsKey(pipe))
        .forEach(pipe -> LOG.info("pipe {} goes on", pipe));
    held.pause(now);
    last = now;
  }
}
