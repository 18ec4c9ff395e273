package dev.redshiftpipe.bench.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What S3 writes to a queue about an object that was created. */
public final class EventMessage {
  private EventMessage() {}

  /**
   * @param size in bytes
   */
  public static String of(String bucket, String key, long size, Instant time) {
    var message = JsonNodeFactory.instance.objectNode();
    var entry =
        message
            .putArray("Records")
            .addObject()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("awsRegion", "us-east-1")
            .put("eventTime", time.toString())
            .put("eventName", "ObjectCreated:Put");
    entry.putObject("userIdentity").put("principalId", "AWS:AIDAEXAMPLE");
    entry.putObject("requestParameters").put("sourceIPAddress", "192.0.2.1");
    entry
        .putObject("responseElements")
        .put("x-amz-request-id", "D82B88E5F771F645")
        .put("x-amz-id-2", "vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQjryTjKlc5aLWGVHPZLj5NeC6qMa0emYBDXOo");
    var s3 = entry.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", "landed");
    var inBucket = s3.putObject("bucket").put("name", bucket).put("arn", "arn:aws:s3:::" + bucket);
    inBucket.putObject("ownerIdentity").put("principalId", "A3NL1KOZZKExample");
    s3.putObject("object")
        .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
        .put("size", size)
        .put("eTag", "b1946ac92492d2347c6235b4d2611184")
        .put("sequencer", "00617F08299329D189");
    return message.toString();
  }
}
