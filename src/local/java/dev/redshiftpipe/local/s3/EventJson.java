package dev.redshiftpipe.local.s3;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** S3's events in the two forms that S3 sends them, and its test event. */
final class EventJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String PRINCIPAL = "AWS:AIDALOCALSTANDIN0000";
  private static final String OWNER = "A1LOCALSTANDIN";
  private static final String SOURCE_ADDRESS = "127.0.0.1";

  private final UnaryOperator<String> regions;
  private final String account;

  /**
   * @param regions the Region of a bucket
   */
  EventJson(UnaryOperator<String> regions, String account) {
    this.regions = regions;
    this.account = account;
  }

  /**
   * What S3 sends to a queue (S3 user guide, notification-content-structure).
   *
   * @param configurationId the id of the configuration that wants it
   */
  String forQueue(ObjectEvent event, String configurationId) {
    ObjectNode message = JSON.createObjectNode();
    ObjectNode record = message.putArray("Records").addObject();
    record.put("eventVersion", "2.6");
    record.put("eventSource", "aws:s3");
    record.put("awsRegion", regions.apply(event.bucket()));
    record.put("eventTime", MILLIS.format(event.time()));
    record.put("eventName", event.type().eventName());
    record.putObject("userIdentity").put("principalId", PRINCIPAL);
    record.putObject("requestParameters").put("sourceIPAddress", SOURCE_ADDRESS);
    record
        .putObject("responseElements")
        .put("x-amz-request-id", event.requestId())
        .put("x-amz-id-2", hostId(event.requestId()));
    ObjectNode s3 = record.putObject("s3");
    s3.put("s3SchemaVersion", "1.0");
    s3.put("configurationId", configurationId);
    ObjectNode bucket = s3.putObject("bucket");
    bucket.put("name", event.bucket());
    bucket.putObject("ownerIdentity").put("principalId", OWNER);
    bucket.put("arn", arn(event.bucket()));
    ObjectNode object = s3.putObject("object");
    // S3 form-encodes keys in notifications, EventBridge does not (S3 user guide, ev-events)
    object.put("key", URLEncoder.encode(event.key(), StandardCharsets.UTF_8).replace("%2F", "/"));
    if (!event.isRemoval()) {
      object.put("size", event.size());
      object.put("eTag", event.eTag());
    }
    object.put("sequencer", event.sequencer());
    return message.toString();
  }

  /** What EventBridge passes on, envelope included (S3 user guide, ev-events). */
  ObjectNode forEventBridge(ObjectEvent event) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("version", "0");
    envelope.put("id", UUID.randomUUID().toString());
    envelope.put("detail-type", event.type().detailType());
    envelope.put("source", "aws.s3");
    envelope.put("account", account);
    envelope.put("time", event.time().truncatedTo(ChronoUnit.SECONDS).toString());
    envelope.put("region", regions.apply(event.bucket()));
    envelope.putArray("resources").add(arn(event.bucket()));
    ObjectNode detail = envelope.putObject("detail");
    detail.put("version", "0");
    detail.putObject("bucket").put("name", event.bucket());
    ObjectNode object = detail.putObject("object");
    object.put("key", event.key());
    if (!event.isRemoval()) {
      object.put("size", event.size());
      object.put("etag", event.eTag());
    }
    object.put("sequencer", event.sequencer());
    detail.put("request-id", event.requestId());
    detail.put("requester", account);
    detail.put("source-ip-address", SOURCE_ADDRESS);
    detail.put("reason", event.type().reason());
    if (event.isRemoval()) {
      detail.put("deletion-type", "Permanently Deleted");
    }
    return envelope;
  }

  /** What a queue gets when a configuration first names it. */
  static String test(String bucket, Instant time, String requestId) {
    ObjectNode event = JSON.createObjectNode();
    event.put("Service", "Amazon S3");
    event.put("Event", "s3:TestEvent");
    event.put("Time", MILLIS.format(time));
    event.put("Bucket", bucket);
    event.put("RequestId", requestId);
    event.put("HostId", hostId(requestId));
    return event.toString();
  }

  private static String arn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  private static String hostId(String requestId) {
    return Base64.getEncoder().encodeToString(requestId.repeat(3).getBytes(StandardCharsets.UTF_8));
  }
}
