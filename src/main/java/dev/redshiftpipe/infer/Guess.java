package dev.redshiftpipe.infer;

import java.util.List;

/**
 * What some files look like.
 *
 * @param format as {@code pipe.NAME.format} has it
 * @param options as {@code pipe.NAME.options} has them; empty for none
 * @param columnsSetting as {@code pipe.NAME.columns} has it; empty for none
 * @param jsonPaths a document that {@code format} names; empty for none
 * @param columns of the table, in the order of the files' fields
 * @param findings what the samples have shown
 * @param doubts what they leave open, or what COPY will not like
 */
public record Guess(
    String format,
    String options,
    String columnsSetting,
    String jsonPaths,
    List<Column> columns,
    List<String> findings,
    List<String> doubts) {
  /** Where {@code format} wants the address of a JSONPaths file. */
  public static final String JSON_PATHS = "s3://CONTROL-BUCKET/jsonpaths/";

  public Guess {
    columns = List.copyOf(columns);
    findings = findings.stream().distinct().toList();
    doubts = doubts.stream().distinct().toList();
  }
}
