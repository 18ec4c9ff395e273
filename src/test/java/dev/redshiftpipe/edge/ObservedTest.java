package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.deadletter.DeadLetter;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.status.Lately;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservedTest {
  @Test
  void what_cannot_be_noted_stops_nothing() {
    Observed observed =
        new Observed(
            new Lately(),
            new Histograms(),
            Optional.empty(),
            new Control(Prefix.parse("s3://control/")),
            InstantSource.fixed(Samples.NOON));

    DeadLetter noJson = new DeadLetter("id", "key", "this is no JSON", "a reason");

    assertThatCode(() -> observed.lettered(noJson)).doesNotThrowAnyException();
  }
}
