package dev.redshiftpipe.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Pages of a bucket as S3 gives them: by the bytes of the keys, prefixes among them. */
final class KeyListing {
  private static final Comparator<String> BY_BYTES =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final NavigableMap<String, Optional<S3Object>> entries = new TreeMap<>(BY_BYTES);
  private final String prefix;
  private final @Nullable String delimiter;

  KeyListing(ListObjectsV2Request request) {
    this.prefix = request.prefix() == null ? "" : request.prefix();
    this.delimiter =
        request.delimiter() == null || request.delimiter().isEmpty() ? null : request.delimiter();
  }

  /** Takes an object, or the prefix it is behind, if the request wants it. */
  void add(S3Object object) {
    String key = object.key();
    if (!key.startsWith(prefix)) {
      return;
    }
    int end = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
    if (delimiter != null && end >= 0) {
      entries.put(key.substring(0, end + delimiter.length()), Optional.empty());
    } else {
      entries.put(key, Optional.of(object));
    }
  }

  void addPrefix(String commonPrefix) {
    if (commonPrefix.startsWith(prefix)) {
      entries.put(commonPrefix, Optional.empty());
    }
  }

  /**
   * One page.
   *
   * @param after the last name of the page before, or null
   * @param limit most names, or null
   */
  ListObjectsV2Response page(@Nullable String after, @Nullable Integer limit) {
    var rest = after == null ? entries : entries.tailMap(after, false);
    List<S3Object> objects = new ArrayList<>();
    List<CommonPrefix> prefixes = new ArrayList<>();
    String last = null;
    for (var entry : rest.entrySet()) {
      if (limit != null && objects.size() + prefixes.size() >= limit) {
        return SdkResponses.objectsPage(objects, prefixes, last);
      }
      last = entry.getKey();
      entry
          .getValue()
          .ifPresentOrElse(
              objects::add, () -> prefixes.add(SdkResponses.commonPrefix(entry.getKey())));
    }
    return SdkResponses.objectsPage(objects, prefixes, null);
  }
}
