package dev.redshiftpipe.bench.parsing;

import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Notification;
import dev.redshiftpipe.notification.NotificationReader;
import dev.redshiftpipe.notification.Receipt;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Pipes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the body of a message to the pipes that want its object. */
@State(Scope.Benchmark)
public class ParseAndMatch {
  private static final Receipt RECEIPT = new Receipt("message", "handle");

  @Param public Envelope envelope = Envelope.S3;

  @Param({"10", "1000", "10000"})
  public int pipes;

  private final NotificationReader reader = new NotificationReader("");
  private Pipes all = Pipes.of();
  private String body = "";

  @Setup
  public void prepare() {
    all = new Pipes(ManyPipes.rules(pipes));
    body = envelope.body(ManyPipes.keyOf(pipes / 2), ManyPipes.name(pipes / 2));
    if (parseAndMatch().size() != 1) {
      throw new IllegalStateException("one pipe should want " + body);
    }
  }

  @Benchmark
  public List<Pipe> parseAndMatch() {
    return switch (reader.read(body)) {
      case Notification.Created created -> all.wanting(landed(created.objects().getFirst(), null));
      case Notification.Named named -> all.wanting(landed(unknown(named), null));
      case Notification.Readdressed own -> all.wanting(landed(own.object(), own.pipe()));
    };
  }

  private static Landed landed(S3Object object, @Nullable String addressedTo) {
    return new Landed(object, RECEIPT, Instant.EPOCH, Optional.ofNullable(addressedTo));
  }

  /** What the HEAD that completes it would say is no part of this. */
  private static S3Object unknown(Notification.Named named) {
    return new S3Object(named.bucket(), named.key(), -1, "", "", "", Instant.EPOCH, "");
  }
}
