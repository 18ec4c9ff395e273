package dev.redshiftpipe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Every file takes effect once, whatever goes wrong. */
@Isolated("takes all of the machine")
final class FaultSuiteIT {
  @Test
  void everything_goes_wrong_and_every_file_takes_effect_once() {
    FaultSuite suite = FaultSuite.fromSystemProperties("2", "0.5");
    System.out.println("fault suite begins: " + suite);

    Summary summary = suite.run();

    System.out.println(summary);
    assertThat(summary.problems()).as("logs and journal are in %s", suite.logs()).isEmpty();
  }
}
