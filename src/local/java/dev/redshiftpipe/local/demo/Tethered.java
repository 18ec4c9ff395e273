package dev.redshiftpipe.local.demo;

import java.util.Arrays;

/**
 * Ends a process when the one that started it has ended, however that ended: Maven does not tell
 * the program it runs, and a process that is killed tells nobody.
 */
public final class Tethered {
  private Tethered() {}

  /** Runs the main method of the class that the first argument names. */
  public static void main(String[] args) throws Exception {
    toParent();
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }

  /** Exits, shutdown hooks included, when the parent process is gone. */
  static void toParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(143)));
  }
}
