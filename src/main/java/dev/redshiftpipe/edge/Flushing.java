package dev.redshiftpipe.edge;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Sends the last traces when everything has stopped. */
final class Flushing extends MainListenerSupport {
  private final Traces traces;

  Flushing(Traces traces) {
    this.traces = traces;
  }

  @Override
  public void afterStop(BaseMainSupport main) {
    traces.close();
  }
}
