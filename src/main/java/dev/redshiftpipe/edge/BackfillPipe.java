package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.AuditRange;
import dev.redshiftpipe.load.AuditReport;
import dev.redshiftpipe.settings.Settings;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Sends notifications of files that no load history has. What was sent and not loaded yet may be
 * sent again: the guard lets a file in once.
 */
final class BackfillPipe {
  private final AuditPipe audit;
  private final SendFiles send;

  /**
   * @param mostWaiting messages that may wait in the queue; files that land go first
   * @param progress hears how many were sent so far
   * @throws IllegalArgumentException when there is no queue
   */
  BackfillPipe(
      Settings settings,
      Clients clients,
      Statements statements,
      int mostWaiting,
      LongConsumer progress) {
    this.audit = new AuditPipe(settings, clients, statements);
    this.send = new SendFiles(settings, clients, mostWaiting, progress);
  }

  /**
   * @throws IllegalArgumentException when there is no such pipe, or a file could be loaded twice
   */
  AuditReport of(String name, AuditRange range, LongConsumer listed) throws IOException {
    send.requireNothingWaits(name);
    AuditReport report =
        audit.of(
            name,
            range,
            listed,
            new AuditPipe.Found() {
              @Override
              public void missing(AuditPipe.Missing file) {
                send.add(file.object(), file.pipe().name());
              }

              @Override
              public void otherwise(String status, String url) {
                // counted: whether it is loaded again, a person decides
              }
            });
    send.flush();
    return report;
  }
}
