package dev.redshiftpipe.edge;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * Counts the long polls that are open. One that was sent may still bring messages, which nobody
 * would give back if the process ended before.
 */
final class Polls implements ExecutionInterceptor {
  private final AtomicInteger open = new AtomicInteger();

  int open() {
    return open.get();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    if (call.request() instanceof ReceiveMessageRequest) {
      open.incrementAndGet();
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    if (call.request() instanceof ReceiveMessageRequest) {
      open.decrementAndGet();
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    if (call.request() instanceof ReceiveMessageRequest) {
      open.decrementAndGet();
    }
  }
}
