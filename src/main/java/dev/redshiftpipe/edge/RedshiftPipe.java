package dev.redshiftpipe.edge;

/** Starts the pipe. */
public final class RedshiftPipe {
  private RedshiftPipe() {}

  public static void main(String[] args) {
    System.out.println("started");
  }
}
