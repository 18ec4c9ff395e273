package dev.redshiftpipe.local.s3;

import dev.redshiftpipe.local.http.ReadAhead;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * S3 over HTTP, path style and virtual-host style: {@code ?notification} and {@link
 * BucketDocuments} are answered here, the rest by S3Proxy.
 */
final class ObjectServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String HOST = "localhost";
  private static final int MOST_XML = 1 << 20;

  private final transient BlobStore store;
  private final transient BucketNotifications notifications;
  private final transient BucketDocuments documents;
  private final transient BucketRegions regions;
  private final transient Announcer announcer;
  private final transient List<Lock> writes =
      Stream.<Lock>generate(ReentrantLock::new).limit(256).toList();
  private final transient ObjectRequests byPath;
  private final transient ObjectRequests byHost;

  ObjectServlet(
      BlobStore store,
      BucketNotifications notifications,
      BucketDocuments documents,
      BucketRegions regions,
      Announcer announcer) {
    this.store = store;
    this.notifications = notifications;
    this.documents = documents;
    this.regions = regions;
    this.announcer = announcer;
    this.byPath = new ObjectRequests(store, null);
    this.byHost = new ObjectRequests(store, HOST);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean isByHost = request.getServerName().toLowerCase(Locale.ROOT).endsWith("." + HOST);
    ObjectRequests requests = isByHost ? byHost : byPath;
    String[] path = request.getRequestURI().split("/", 3);
    boolean isOfBucket = isByHost ? path[1].isEmpty() : path.length == 2 || path[2].isEmpty();
    String bucket =
        isByHost
            ? request.getServerName().substring(0, request.getServerName().length() - 10)
            : path[1];
    Optional<String> document = BucketDocuments.kind(request, isOfBucket);
    boolean isCreation =
        isOfBucket && request.getMethod().equals("PUT") && request.getQueryString() == null;
    try {
      if (!bucket.isEmpty() && !isCreation) {
        regions.check(bucket, request, response);
      }
      if (isCreation) {
        create(bucket, requests, request, response);
        return;
      }
      boolean asksForLocation = isOfBucket && "location".equals(request.getQueryString());
      if (!isNotification(request) && document.isEmpty() && !asksForLocation) {
        if (isOfBucket && request.getMethod().equals("HEAD")) {
          response.setHeader(BucketRegions.HEADER, regions.of(bucket));
        }
        if (request.getMethod().equals("PUT") && !isOfBucket) {
          write(path, isByHost, requests, request, response);
        } else {
          requests.answer(request, response);
        }
        return;
      }
      if (!store.containerExists(bucket)) {
        throw Refusal.noSuchBucket(bucket);
      }
      if (asksForLocation) {
        response.setContentType("application/xml");
        response.getOutputStream().write(regions.location(bucket));
      } else if (document.isPresent()) {
        documents.answer(bucket, document.get(), request, response);
      } else {
        notification(bucket, request, response);
      }
    } catch (AwsServiceException e) {
      requests.refuse(request, response, e);
    }
  }

  /**
   * Writes of one key come one after the other, so that of two with one condition a single one
   * succeeds; S3Proxy looks first and writes then, and passes over a condition of CopyObject.
   */
  private void write(
      String[] path,
      boolean isByHost,
      ObjectRequests requests,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Lock lock = writes.get(Math.floorMod(request.getRequestURI().hashCode(), writes.size()));
    lock.lock();
    try {
      if (request.getHeader("x-amz-copy-source") != null && !isByHost) {
        if (request.getHeader("If-Match") != null) {
          throw Refusal.notImplemented("CopyObject with If-Match");
        }
        String key = URLDecoder.decode(path[2].replace("+", "%2B"), StandardCharsets.UTF_8);
        if (request.getHeader("If-None-Match") != null && store.blobExists(path[1], key)) {
          throw Refusal.preconditionFailed();
        }
      }
      requests.answer(request, response);
    } finally {
      lock.unlock();
    }
  }

  /** S3Proxy knows one Region: it does not see the LocationConstraint. */
  private void create(
      String bucket,
      ObjectRequests requests,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_XML);
    boolean isNew = !store.containerExists(bucket);
    requests.answer(new ReadAhead(request, new byte[0]), response);
    if (isNew && store.containerExists(bucket)) {
      regions.created(bucket, body);
    }
  }

  private static boolean isNotification(HttpServletRequest request) {
    String query = request.getQueryString();
    return query != null
        && Arrays.stream(query.split("&", -1))
            .anyMatch(part -> part.equals("notification") || part.startsWith("notification="));
  }

  private void notification(String bucket, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "GET" -> {
        response.setContentType("application/xml");
        response.getOutputStream().write(NotificationXml.write(notifications.of(bucket)));
      }
      case "PUT" -> {
        BucketNotification wanted =
            NotificationXml.read(request.getInputStream().readNBytes(MOST_XML));
        boolean skip = Boolean.parseBoolean(request.getHeader("x-amz-skip-destination-validation"));
        announcer.test(bucket, wanted, skip);
        notifications.put(bucket, wanted);
      }
      default -> throw Refusal.notImplemented(request.getMethod() + " ?notification");
    }
  }
}
