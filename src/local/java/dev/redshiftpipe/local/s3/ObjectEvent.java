package dev.redshiftpipe.local.s3;

import java.time.Instant;

/**
 * Something that happened to an object.
 *
 * @param size in bytes; 0 for a removal
 * @param eTag without quotes; empty for a removal
 * @param sequencer hex digits that grow with every event of a key
 * @param requestId of the request that caused it
 */
record ObjectEvent(
    Type type,
    String bucket,
    String key,
    long size,
    String eTag,
    String sequencer,
    Instant time,
    String requestId) {

  /** What happened, in the words of S3's own events and of EventBridge. */
  enum Type {
    PUT("ObjectCreated:Put", "Object Created", "PutObject"),
    POST("ObjectCreated:Post", "Object Created", "POST Object"),
    COPY("ObjectCreated:Copy", "Object Created", "CopyObject"),
    COMPLETE("ObjectCreated:CompleteMultipartUpload", "Object Created", "CompleteMultipartUpload"),
    DELETE("ObjectRemoved:Delete", "Object Deleted", "DeleteObject");

    private final String eventName;
    private final String detailType;
    private final String reason;

    Type(String eventName, String detailType, String reason) {
      this.eventName = eventName;
      this.detailType = detailType;
      this.reason = reason;
    }

    /** As a record of a notification says it; configurations put {@code s3:} before it. */
    String eventName() {
      return eventName;
    }

    /** EventBridge's {@code detail-type}. */
    String detailType() {
      return detailType;
    }

    /** EventBridge's {@code detail.reason}. */
    String reason() {
      return reason;
    }
  }

  boolean isRemoval() {
    return type == Type.DELETE;
  }
}
