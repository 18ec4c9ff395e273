package dev.redshiftpipe.edge;

import java.io.IOException;

/**
 * Where the jar begins: an older Java ends with one line. Compiled for Java 17, which the jar's
 * loader needs; all else for the version that is named here.
 */
public final class Launch {
  private static final int NEEDED = 21;

  private Launch() {}

  public static void main(String[] args) throws IOException {
    int found = Runtime.version().feature();
    if (found < NEEDED) {
      System.err.printf(
          "Redshift Pipe needs Java %d or later, and this is Java %d (%s): start it with bin/java of a"
              + " newer one%n",
          NEEDED, found, System.getProperty("java.home"));
      System.exit(2);
    }
    RedshiftPipe.main(args);
  }
}
