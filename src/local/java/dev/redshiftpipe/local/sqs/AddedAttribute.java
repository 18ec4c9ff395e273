package dev.redshiftpipe.local.sqs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An attribute of a queue that ElasticMQ's answer to GetQueueAttributes has not. */
final class AddedAttribute {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String END_OF_XML = "</GetQueueAttributesResult>";

  private AddedAttribute() {}

  static byte[] to(QueueCall call, byte[] answer, String name, String value) throws IOException {
    if (call.isJson()) {
      ObjectNode json = (ObjectNode) JSON.readTree(answer);
      json.withObject("/Attributes").put(name, value);
      return JSON.writeValueAsBytes(json);
    }
    String attribute =
        "<Attribute><Name>%s</Name><Value>%s</Value></Attribute>"
            .formatted(
                name, value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
    return new String(answer, StandardCharsets.UTF_8)
        .replace(END_OF_XML, attribute + END_OF_XML)
        .getBytes(StandardCharsets.UTF_8);
  }
}
