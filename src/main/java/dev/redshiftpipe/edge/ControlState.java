package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Pause;
import dev.redshiftpipe.copy.Control;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What people have told all processes: an object for each pipe that is paused, {@code
 * state/paused/PIPE.json} in the control bucket.
 */
final class ControlState {
  private static final String SUFFIX = ".json";

  private final Control control;
  private final S3Client s3;
  private Map<String, Known> known = Map.of();

  /** An object that was read. */
  private record Known(String etag, Pause pause) {}

  ControlState(Control control, S3Client s3) {
    this.control = control;
    this.s3 = s3;
  }

  /** All pauses, by pipe: one call, and one more for each that is new. */
  Map<String, Pause> pauses() {
    Map<String, Known> found = new HashMap<>();
    for (S3Object object :
        s3.listObjectsV2Paginator(
                request -> request.bucket(control.bucket()).prefix(control.key("state/paused/")))
            .contents()) {
      String name = object.key().substring(object.key().lastIndexOf('/') + 1);
      if (name.endsWith(SUFFIX)) {
        String pipe = name.substring(0, name.length() - SUFFIX.length());
        Known before = known.get(pipe);
        if (before != null && Objects.equals(before.etag(), object.eTag())) {
          found.put(pipe, before);
        } else {
          pause(pipe).ifPresent(pause -> found.put(pipe, new Known(object.eTag(), pause)));
        }
      }
    }
    known = found;
    Map<String, Pause> pauses = new HashMap<>();
    found.forEach((pipe, one) -> pauses.put(pipe, one.pause()));
    return pauses;
  }

  /** How a pipe is paused; empty where it is not. */
  Optional<Pause> pause(String pipe) {
    try {
      ResponseBytes<GetObjectResponse> object =
          s3.getObjectAsBytes(request -> request.bucket(control.bucket()).key(key(pipe)));
      Instant written = Objects.requireNonNullElse(object.response().lastModified(), Instant.EPOCH);
      return Optional.of(Pause.read(object.asUtf8String(), written));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  void pause(String pipe, Pause pause) {
    s3.putObject(
        request -> request.bucket(control.bucket()).key(key(pipe)).contentType("application/json"),
        RequestBody.fromString(pause.json()));
  }

  void resume(String pipe) {
    s3.deleteObject(request -> request.bucket(control.bucket()).key(key(pipe)));
  }

  private String key(String pipe) {
    return control.key("state/paused/" + pipe + SUFFIX);
  }
}
