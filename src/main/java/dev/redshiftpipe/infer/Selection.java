package dev.redshiftpipe.infer;

import dev.redshiftpipe.pipe.HiddenFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of the objects under a prefix are looked at.
 *
 * @param samples the newest first
 * @param of how many there are of their kind
 * @param suffix of their keys, where others lie beside them that a pipe should not take; else empty
 * @param others what lies beside them, such as {@code 3 of .json}
 */
public record Selection(List<Listed> samples, int of, String suffix, List<String> others) {
  private static final Pattern SUFFIX =
      Pattern.compile("(\\.[A-Za-z][A-Za-z0-9]{0,9})?(\\.(gz|bz2|zst|lzo))?$");

  public Selection {
    samples = List.copyOf(samples);
    others = List.copyOf(others);
  }

  /**
   * Of the suffix that most have: the newest, the oldest, and some in between by their time.
   *
   * @param prefix that their keys begin with
   * @param wanted what keys must end with; empty for any
   * @param most samples, at least one
   * @throws InferException when there is none
   */
  public static Selection of(List<Listed> objects, String prefix, String wanted, int most) {
    Map<String, List<Listed>> bySuffix =
        objects.stream()
            .filter(object -> object.size() > 0 && !object.key().endsWith("/"))
            .filter(object -> object.key().endsWith(wanted))
            .filter(object -> !HiddenFiles.isHidden(object.key(), prefix.length(), wanted))
            .collect(
                Collectors.groupingBy(
                    object -> kind(object.key()), TreeMap::new, Collectors.toList()));
    List<String> hidden =
        objects.stream()
            .map(Listed::key)
            .filter(key -> !key.endsWith("/"))
            .filter(key -> HiddenFiles.isHidden(key, prefix.length(), wanted))
            .toList();
    if (bySuffix.isEmpty()) {
      throw new InferException(
          "there is no file with anything in it"
              + (wanted.isEmpty() ? "" : " whose key ends with " + wanted)
              + (hidden.isEmpty() ? "" : "; a pipe skips hidden files such as " + hidden.get(0)));
    }
    Map.Entry<String, List<Listed>> kind =
        bySuffix.entrySet().stream()
            .max(Comparator.comparingInt(entry -> entry.getValue().size()))
            .orElseThrow();
    List<String> others = new ArrayList<>();
    bySuffix.forEach(
        (suffix, some) -> {
          if (!suffix.equals(kind.getKey())) {
            others.add(some.size() + " " + (suffix.isEmpty() ? "without suffix" : suffix));
          }
        });
    List<String> suffixes =
        kind.getValue().stream().map(object -> suffix(object.key())).distinct().toList();
    boolean isOne = suffixes.size() == 1;
    if (!isOne && !others.isEmpty() && wanted.isEmpty()) {
      others.add("which the pipe takes, too: no suffix fits " + String.join(" and ", suffixes));
    }
    String suffix = !wanted.isEmpty() ? wanted : !others.isEmpty() && isOne ? suffixes.get(0) : "";
    if (!hidden.isEmpty()) {
      others.add("%d hidden, such as %s".formatted(hidden.size(), hidden.get(0)));
    }
    long empty =
        objects.stream()
            .filter(object -> object.size() == 0 && !object.key().endsWith("/"))
            .filter(object -> !HiddenFiles.isHidden(object.key(), prefix.length(), wanted))
            .count();
    if (empty > 0) {
      others.add(empty + " empty");
    }
    return new Selection(spread(kind.getValue(), most), kind.getValue().size(), suffix, others);
  }

  private static List<Listed> spread(List<Listed> all, int most) {
    List<Listed> newestFirst =
        all.stream()
            .sorted(Comparator.comparing(Listed::modified).reversed().thenComparing(Listed::key))
            .toList();
    Set<Listed> chosen = new LinkedHashSet<>();
    int last = newestFirst.size() - 1;
    for (int i = 0; i < most; i++) {
      chosen.add(newestFirst.get(most == 1 ? 0 : (int) Math.round((double) last * i / (most - 1))));
    }
    return List.copyOf(chosen);
  }

  /** The suffix without that of a compression: what is packed and what is not are of one kind. */
  private static String kind(String key) {
    return suffix(key).replaceAll("\\.(gz|bz2|zst|lzo)$", "");
  }

  /** Of the last part of a key: one, and that of a compression. */
  static String suffix(String key) {
    Matcher matcher = SUFFIX.matcher(key.substring(key.lastIndexOf('/') + 1));
    return matcher.find() ? matcher.group() : "";
  }
}
