package dev.redshiftpipe.edge;

/** S3 or the network failed while a file was read: it says nothing about the file. */
final class FileNotReadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FileNotReadException(String url, Throwable cause) {
    super(url + ": " + cause.getMessage(), cause);
  }
}
