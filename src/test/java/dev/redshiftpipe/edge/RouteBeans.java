package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Governor;
import dev.redshiftpipe.batch.LaneLimits;
import dev.redshiftpipe.pipe.Pipes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The beans that the routes name, for tests of single routes. */
public final class RouteBeans {
  private RouteBeans() {}

  /** The route files that the jar names. */
  public static List<String> builtInRoutes() {
    return BuiltIn.ROUTES;
  }

  public static Object messages() {
    return new Messages();
  }

  public static Object notifications(Pipes pipes) {
    return new Notifications("", pipes, new TwinS3(), InstantSource.system());
  }

  public static Object wants(Pipes pipes) {
    return new Wants(pipes);
  }

  /** Two queues in memory, for endpoints that are made but not used. */
  public static SqsClient sqs() {
    return new TwinSqs();
  }

  public static Object held() {
    return new HeldFiles(new LaneLimits(10, 1000), new Governor(Map.of()), InstantSource.system());
  }

  public static Object gather() {
    return new GatherAssignments();
  }
}
