package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Assignment;
import dev.redshiftpipe.batch.Received;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * After the split of a message into its objects: the message again, with the assignments of the
 * objects that are wanted. An object that was filtered out has none.
 */
public final class GatherAssignments implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange soFar, Exchange object) {
    throw new IllegalStateException("the splitter gives the message too");
  }

  @Override
  public Exchange aggregate(Exchange soFar, Exchange object, Exchange message) {
    Exchange result = soFar == null ? message : soFar;
    if (object.getMessage().getBody() instanceof List<?> assignments) {
      Received received = result.getMessage().getBody(Received.class);
      result
          .getMessage()
          .setBody(received.with(assignments.stream().map(Assignment.class::cast).toList()));
    }
    return result;
  }
}
