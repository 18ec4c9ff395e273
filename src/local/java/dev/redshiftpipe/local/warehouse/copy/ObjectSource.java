package dev.redshiftpipe.local.warehouse.copy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Where COPY reads objects: S3, or a map in tests. */
public interface ObjectSource {
  /**
   * The keys that begin with this prefix, in order.
   *
   * @throws ObjectFailure when the bucket cannot be listed
   */
  List<String> keys(String bucket, String prefix) throws ObjectFailure;

  /**
   * Whether there is an object of this key.
   *
   * @throws ObjectFailure when S3 does not say
   */
  boolean exists(String bucket, String key) throws ObjectFailure;

  /**
   * An object's bytes from the start.
   *
   * @throws ObjectFailure when there is none or it may not be read
   */
  InputStream open(String bucket, String key) throws ObjectFailure;

  /** The same, with the buckets of another Region. */
  default ObjectSource in(String region) {
    return this;
  }

  /** An answer of S3's that is an error. */
  final class ObjectFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status of HTTP, 0 when nothing answered
     * @param code for instance {@code NoSuchKey}
     */
    public ObjectFailure(String message, int status, String code) {
      super(message);
      this.status = status;
      this.code = code;
    }

    /** There is no object of this key. */
    public static ObjectFailure gone() {
      return new ObjectFailure("The specified key does not exist.", 404, "NoSuchKey");
    }

    /** It may not be read. */
    public static ObjectFailure denied() {
      return new ObjectFailure("Access Denied", 403, "AccessDenied");
    }

    public boolean isMissing() {
      return status == 404 && !code.equals("NoSuchBucket");
    }

    /** As Redshift prints it. */
    public String text() {
      return "S3ServiceException:" + getMessage() + ",Status " + status + ",Error " + code;
    }
  }
}
