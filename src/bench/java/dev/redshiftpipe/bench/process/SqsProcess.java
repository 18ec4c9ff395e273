package dev.redshiftpipe.bench.process;

import dev.redshiftpipe.local.Part;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import dev.redshiftpipe.local.sqs.QueueLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * The stand-in's SQS in a process of its own, so that its work and its memory are nobody else's.
 * Without SQS's limit on what is in flight: to keep to it the stand-in counts all messages at every
 * receive, which real queues do not.
 */
public final class SqsProcess implements AutoCloseable {
  private static final String READY = "SQS answers at ";

  private final JavaProcess process;
  private final URI endpoint;

  private SqsProcess(JavaProcess process) {
    this.process = process;
    this.endpoint = URI.create(process.awaitLine(READY));
  }

  /**
   * Starts it.
   *
   * @param heap as {@code -Xmx} takes it; a message takes some 3 KB
   */
  public static SqsProcess start(String heap) throws IOException {
    return new SqsProcess(
        JavaProcess.start("sqs", List.of("-Xmx" + heap), SqsProcess.class, Map.of(), Path.of(".")));
  }

  /** The process itself. */
  public static void main(String[] args) throws Exception {
    StandInOptions options =
        StandInOptions.forTests()
            .withParts(EnumSet.of(Part.SQS))
            .withQueueLimits(QueueLimits.none());
    try (StandIn standIn = StandIn.start(options)) {
      System.out.println(READY + standIn.endpoint());
      Thread.currentThread().join();
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.close();
  }
}
