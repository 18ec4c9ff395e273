package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.settings.Settings;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** Pauses a pipe, or has it go on: tells all processes by an object in the control bucket. */
final class PausePipe {
  private final Settings settings;
  private final ControlState state;

  PausePipe(Settings settings, S3Client s3) {
    this.settings = settings;
    this.state = new ControlState(settings.control(), s3);
  }

  /**
   * @return how it was paused already; that is left as it is
   * @throws IllegalArgumentException when there is no such pipe
   */
  Optional<Pause> pause(String pipe, Pause pause) {
    settings.pipes().rule(pipe);
    Optional<Pause> before = state.pause(pipe);
    if (before.isEmpty()) {
      state.pause(pipe, pause);
    }
    return before;
  }

  /**
   * @return how it was paused
   * @throws IllegalArgumentException when there is no such pipe, or the settings pause it
   */
  Optional<Pause> resume(String pipe) {
    if (settings.pipes().rule(pipe).isPaused()) {
      throw new IllegalArgumentException(
          "pipe.%s.paused is true: change that setting, and start the processes anew"
              .formatted(pipe));
    }
    Optional<Pause> before = state.pause(pipe);
    state.resume(pipe);
    return before;
  }
}
