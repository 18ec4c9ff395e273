package dev.redshiftpipe.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** S3Proxy's handling of requests, with its failures written as S3's error documents. */
final class ObjectRequests extends S3ProxyHandler {
  private static final long LARGEST_PUT = 5L << 30;
  private static final int LARGEST_CHUNK = 64 << 20;

  /**
   * @param host where bucket names come before it ({@code bucket.localhost}), null where they are
   *     in the path
   */
  ObjectRequests(BlobStore store, @Nullable String host) {
    super(
        store,
        AuthenticationType.NONE,
        null,
        null,
        host,
        LARGEST_PUT,
        LARGEST_PUT,
        LARGEST_CHUNK,
        false, // an x-amz header that would have no effect is refused
        null,
        null,
        Integer.MAX_VALUE);
  }

  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try (InputStream body = request.getInputStream()) {
      doHandle(request, request, response, body, null);
    } catch (IllegalArgumentException e) {
      refuse(request, response, S3ErrorCode.INVALID_ARGUMENT, e);
    } catch (UnsupportedOperationException e) {
      refuse(request, response, S3ErrorCode.NOT_IMPLEMENTED, e);
    } catch (IOException | RuntimeException e) {
      AwsServiceException error = s3Error(e);
      if (error == null) {
        throw e;
      }
      refuse(request, response, error);
    }
  }

  /** Writes one of S3's errors. */
  void refuse(HttpServletRequest request, HttpServletResponse response, AwsServiceException error)
      throws IOException {
    String code = S3Exceptions.errorCode(error);
    if (code != null) {
      String message = error.awsErrorDetails().errorMessage();
      sendSimpleErrorResponse(
          request, response, code, error.statusCode(), message == null ? "" : message, Map.of());
      return;
    }
    switch (error.statusCode()) {
      case 412 -> preconditionFailed(request, response);
      case 416 -> refuse(request, response, S3ErrorCode.INVALID_RANGE, error);
      case 400 -> refuse(request, response, S3ErrorCode.BAD_DIGEST, error);
      case 403 -> refuse(request, response, S3ErrorCode.ACCESS_DENIED, error);
      default -> response.setStatus(error.statusCode());
    }
  }

  /** The store says 412 for any condition; a read whose object is unchanged is a 304. */
  private void preconditionFailed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean isRead = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    boolean asksForChange =
        request.getHeader("If-None-Match") != null
            || request.getHeader("If-Modified-Since") != null;
    if (isRead && asksForChange && request.getHeader("If-Match") == null) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      S3ErrorCode code = S3ErrorCode.PRECONDITION_FAILED;
      sendSimpleErrorResponse(
          request, response, code, "a condition of the request does not hold", Map.of());
    }
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      S3ErrorCode code,
      RuntimeException cause)
      throws IOException {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    sendSimpleErrorResponse(request, response, code, message, Map.of());
  }

  private static @Nullable AwsServiceException s3Error(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException error) {
        return error;
      }
    }
    return null;
  }
}
