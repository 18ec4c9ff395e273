package dev.redshiftpipe.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of an AWS API, as it came.
 *
 * @param caller the access key id that signed it; empty for none
 * @param service {@code S3}, or what stands before the dot of {@code X-Amz-Target}
 * @param operation as the service's API names it
 * @param members of the request; of S3 {@code Bucket}, {@code Key}, {@code VersionId}, {@code
 *     CopySource}, and {@code Keys} of a deletion
 */
public record ApiCall(String caller, String service, String operation, ObjectNode members) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,]+)/");
  private static final Pattern DELETED = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);
  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "notification", "BucketNotificationConfiguration",
          "tagging", "BucketTagging",
          "publicAccessBlock", "PublicAccessBlock",
          "encryption", "BucketEncryption",
          "policy", "BucketPolicy",
          "lifecycle", "BucketLifecycleConfiguration",
          "location", "BucketLocation");

  /** Whether all of a request's body is needed to tell what it asks for. */
  static boolean isToldByBody(HttpServletRequest request) {
    return request.getHeader("X-Amz-Target") != null
        || (request.getMethod().equals("POST") && query(request).containsKey("delete"));
  }

  static ApiCall of(HttpServletRequest request, byte[] body) {
    String authorization = request.getHeader("Authorization");
    Matcher credential = CREDENTIAL.matcher(authorization == null ? "" : authorization);
    String caller = credential.find() ? credential.group(1) : "";
    String target = request.getHeader("X-Amz-Target");
    if (target == null) {
      return ofS3(caller, request, body);
    }
    int dot = target.lastIndexOf('.');
    try {
      ObjectNode members =
          JSON.readTree(body) instanceof ObjectNode object ? object : JSON.createObjectNode();
      return new ApiCall(
          caller, target.substring(0, Math.max(0, dot)), target.substring(dot + 1), members);
    } catch (JsonProcessingException e) {
      return new ApiCall(caller, target, "", JSON.createObjectNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiCall ofS3(String caller, HttpServletRequest request, byte[] body) {
    Map<String, String> query = query(request);
    String[] path = request.getRequestURI().split("/", 3);
    String key = path.length < 3 ? "" : decoded(path[2]);
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    members.put("Bucket", path.length < 2 ? "" : path[1]).put("Key", key);
    members.put("VersionId", query.getOrDefault("versionId", ""));
    String source = request.getHeader("x-amz-copy-source");
    members.put("CopySource", source == null ? "" : source);
    ArrayNode keys = members.putArray("Keys");
    DELETED
        .matcher(new String(body, StandardCharsets.UTF_8))
        .results()
        .forEach(one -> keys.add(unescaped(one.group(1))));
    String operation =
        key.isEmpty()
            ? ofBucket(request.getMethod(), query)
            : ofObject(request.getMethod(), query, source != null);
    return new ApiCall(caller, "S3", operation, members);
  }

  private static String ofBucket(String method, Map<String, String> query) {
    for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
      if (query.containsKey(document.getKey())) {
        String verb = method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT);
        return verb + document.getValue();
      }
    }
    return switch (method) {
      case "HEAD" -> "HeadBucket";
      case "PUT" -> "CreateBucket";
      case "DELETE" -> "DeleteBucket";
      case "POST" -> "DeleteObjects";
      default -> query.containsKey("uploads") ? "ListMultipartUploads" : "ListObjectsV2";
    };
  }

  private static String ofObject(String method, Map<String, String> query, boolean isCopy) {
    return switch (method) {
      case "HEAD" -> "HeadObject";
      case "GET" -> query.containsKey("tagging") ? "GetObjectTagging" : "GetObject";
      case "DELETE" -> query.containsKey("uploadId") ? "AbortMultipartUpload" : "DeleteObject";
      case "POST" ->
          query.containsKey("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload";
      default ->
          query.containsKey("partNumber")
              ? isCopy ? "UploadPartCopy" : "UploadPart"
              : isCopy ? "CopyObject" : "PutObject";
    };
  }

  private static Map<String, String> query(HttpServletRequest request) {
    Map<String, String> query = new HashMap<>();
    String text = request.getQueryString() == null ? "" : request.getQueryString();
    for (String pair : text.split("&")) {
      String[] halves = pair.split("=", 2);
      query.put(halves[0], halves.length < 2 ? "" : decoded(halves[1]));
    }
    return query;
  }

  /** A plus sign in a path is one. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String unescaped(String xml) {
    return xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
