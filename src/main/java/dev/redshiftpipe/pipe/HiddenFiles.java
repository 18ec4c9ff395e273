package dev.redshiftpipe.pipe;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which objects are not data: what Hadoop, Spark, EMR, the table formats and AWS's own services
 * write next to the files of a table. A key is read by its path segments, so that {@code
 * orders_temporary/} is a folder like any other. What a pipe's source and suffix spell out is never
 * hidden from it: {@code suffix = _SUCCESS} gets {@code _SUCCESS}.
 *
 * <p>Hidden are
 *
 * <ul>
 *   <li>files and folders that begin with {@code .} or {@code _} ({@code _SUCCESS}, {@code
 *       _temporary/}, {@code _delta_log/}, {@code .hoodie/}, {@code _spark_metadata/}), but not
 *       {@code _day=1/}: with {@code =} it is a partition (Spark, HadoopFSUtils
 *       .shouldFilterOutPathName)
 *   <li>files that begin with {@code #} or end with {@code ~} (Redshift Spectrum,
 *       c-spectrum-external-tables)
 *   <li>files that end with {@code _$folder$} (EMR, S3N), {@code ._COPYING_} ({@code hadoop fs
 *       -put}) or {@code .crc} (Hadoop's checksums)
 *   <li>what Iceberg, Delta, S3 Inventory, Athena and UNLOAD write under names of their own
 * </ul>
 */
public final class HiddenFiles {
  private static final List<String> ENDS = List.of("_$folder$", "._COPYING_", ".crc", "~");

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /**
   * @param word is in every such path; it is looked for first, because it costs less
   */
  private record Written(String word, Pattern path) {
    private static Written by(String word, String path) {
      return new Written(word, Pattern.compile("(.*/)?" + path.replace("UUID", UUID)));
    }

    private boolean is(String path) {
      return path.contains(word) && this.path.matcher(path).matches();
    }
  }

  private static final List<Written> WRITTEN =
      List.of(
          // Iceberg: table metadata, manifest lists, manifests, statistics
          Written.by("metadata/", "metadata/version-hint\\.text"),
          Written.by("metadata/", "metadata/(v\\d+|\\d+-UUID)(\\.gz)?\\.metadata\\.json(\\.gz)?"),
          Written.by("metadata/", "metadata/(snap-\\d+-\\d+-UUID|UUID-m\\d+)\\.avro"),
          Written.by("metadata/", "metadata/.*UUID.*\\.(stats|puffin)"),
          Written.by("deletion_vector_", "deletion_vector_UUID\\.bin"), // Delta
          // S3 Inventory
          Written.by("Z/manifest.", "\\d{4}(-\\d\\d){2}T\\d\\d-\\d\\dZ/manifest\\.(json|checksum)"),
          Written.by("symlink.txt", "hive/dt=\\d{4}(-\\d\\d){4}/symlink\\.txt"),
          Written.by(".metadata", "UUID(\\.csv|\\.txt)?\\.metadata"), // Athena
          Written.by("manifest", "manifest")); // Redshift: UNLOAD with MANIFEST

  /** A suffix that can mean only files which are hidden without it. */
  private static final Pattern MEANT =
      Pattern.compile(
          ".*(manifest(\\.json|\\.checksum)?|\\.metadata(\\.json)?|symlink\\.txt|version-hint\\.text"
              + "|\\.bin|\\.stats|\\.puffin)");

  private HiddenFiles() {}

  /**
   * Whether an object is not data.
   *
   * @param named how many characters of the key a pipe's source spells out
   * @param suffix of the key that the pipe spells out; may be empty
   */
  public static boolean isHidden(String key, int named, String suffix) {
    int name = key.lastIndexOf('/') + 1;
    int free = key.length() - suffix.length();
    for (int at = 0; at < name; at = key.indexOf('/', at) + 1) {
      if (at >= named && at < free && isHiddenFolder(key.substring(at, key.indexOf('/', at)))) {
        return true;
      }
    }
    boolean isFree = name >= named && name < free;
    return (isFree && (isHiddenFolder(key.substring(name)) || key.startsWith("#", name)))
        || ENDS.stream().anyMatch(end -> key.endsWith(end) && end.length() > suffix.length())
        || (!MEANT.matcher(suffix).matches()
            && WRITTEN.stream().anyMatch(one -> one.is(key.substring(named))));
  }

  /** Whether a path segment is not the name of a folder of data. */
  static boolean isHiddenFolder(String segment) {
    // find . | xargs aws s3 cp writes keys with the segments . and .., which hide nothing
    return (segment.startsWith(".") && !segment.equals(".") && !segment.equals(".."))
        || (segment.startsWith("_") && !segment.contains("="));
  }
}
