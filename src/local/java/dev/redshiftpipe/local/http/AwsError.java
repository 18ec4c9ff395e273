package dev.redshiftpipe.local.http;

import java.util.Map;

/** An error as an AWS service documents it. Becomes {@code {"__type": type, "Message": …}}. */
public final class AwsError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final transient Map<String, String> members;

  /**
   * @param status the HTTP status, 400 or 500
   * @param type the exception's name in the service model, for instance {@code ValidationException}
   * @param members further members of the error's shape, for instance {@code StatementId}
   */
  public AwsError(int status, String type, String message, Map<String, String> members) {
    super(message);
    this.status = status;
    this.type = type;
    this.members = Map.copyOf(members);
  }

  public AwsError(int status, String type, String message) {
    this(status, type, message, Map.of());
  }

  public int status() {
    return status;
  }

  public String type() {
    return type;
  }

  public Map<String, String> members() {
    return members;
  }
}
