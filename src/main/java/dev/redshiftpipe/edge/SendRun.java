package dev.redshiftpipe.edge;

import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.workflow.Run;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Asks for a run of a workflow. */
final class SendRun {
  private final String queue;
  private final SqsClient sqs;

  SendRun(Settings settings, SqsClient sqs) {
    this.queue = settings.workflowsQueue();
    this.sqs = sqs;
  }

  /**
   * @throws IllegalArgumentException when there is no queue of workflows
   */
  void send(Run run) {
    if (queue.isEmpty()) {
      throw new IllegalArgumentException("queue.workflows is not set: nobody would take the run");
    }
    String url =
        new OwnQueue(sqs, "queue.workflows", queue)
            .url()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "queue.workflows: there is no queue named " + queue));
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(run.json()));
  }
}
