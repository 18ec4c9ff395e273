package dev.redshiftpipe.setup;

import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has to be told of in each bucket: prefixes of keys, none of which covers another one, since
 * S3 refuses notifications that overlap.
 */
public final class KeyPrefixes {
  private KeyPrefixes() {}

  /** By bucket, in their order. */
  public static Map<String, List<String>> of(Collection<PipeRule> pipes) {
    Map<String, List<String>> byBucket = new TreeMap<>();
    pipes.stream()
        .map(pipe -> pipe.from().begin())
        .sorted(java.util.Comparator.comparing(Prefix::toString))
        .forEach(
            prefix -> {
              List<String> keys =
                  byBucket.computeIfAbsent(prefix.bucket(), bucket -> new ArrayList<>());
              if (keys.stream().noneMatch(prefix.key()::startsWith)) {
                keys.add(prefix.key());
              }
            });
    return byBucket;
  }
}
