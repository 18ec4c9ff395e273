package dev.redshiftpipe.copy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this thread has asked memory for. */
public final class Allocated {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /** So far. */
  public static long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
