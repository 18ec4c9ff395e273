package dev.redshiftpipe.edge;

import dev.redshiftpipe.pipe.Prefix;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * The Kamelets {@code s3-copy} and {@code s3-delete}: objects under a prefix. May be done twice
 * when a process dies, which changes nothing.
 */
public final class ObjectsStep extends WorkflowStep {
  private String from = "";
  private String to = "";

  /** {@code s3://bucket/prefix}; {@code ${variable.name}} may stand in it. */
  public void setFrom(String from) {
    this.from = from;
  }

  /** Where they are copied; deleted where it is empty. */
  public void setTo(String to) {
    this.to = to;
  }

  @Override
  CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step) {
    S3Objects objects;
    Prefix target;
    try {
      objects = S3Objects.at(s3(exchange), simple(exchange, from));
      target = to.isEmpty() ? objects.at() : Prefix.parse(simple(exchange, to));
    } catch (IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
    if (objects.at().key().isEmpty() && to.isEmpty()) {
      throw failed("a whole bucket is not deleted; name a prefix");
    }
    return steps.outside(
        step,
        () ->
            CompletableFuture.runAsync(
                () -> {
                  if (to.isEmpty()) {
                    objects.delete();
                  } else {
                    objects.copyTo(target);
                  }
                }));
  }
}
