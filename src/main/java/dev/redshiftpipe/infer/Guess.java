package dev.redshiftpipe.infer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What some files look like.
 *
 * @param format as {@code pipe.NAME.format} has it
 * @param options as {@code pipe.NAME.options} has them; empty for none
 * @param settings more of {@code pipe.NAME.…}, such as {@code columns = header}, in their order
 * @param jsonPaths a document that {@code format} names; empty for none
 * @param columns of the table, in the order of the files' fields
 * @param findings what the samples have shown
 * @param doubts what they leave open, or what COPY will not like
 */
public record Guess(
    String format,
    String options,
    Map<String, String> settings,
    String jsonPaths,
    List<Column> columns,
    List<String> findings,
    List<String> doubts) {
  /** Where {@code format} wants the address of a JSONPaths file. */
  public static final String JSON_PATHS = "s3://CONTROL-BUCKET/jsonpaths/";

  public Guess {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    columns = List.copyOf(columns);
    findings = findings.stream().distinct().toList();
    doubts = doubts.stream().distinct().toList();
  }
}
