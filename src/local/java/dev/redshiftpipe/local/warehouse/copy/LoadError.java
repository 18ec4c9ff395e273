package dev.redshiftpipe.local.warehouse.copy;

/**
 * A line that does not load, as stl_load_errors tells it.
 *
 * @param file the whole URL
 * @param line from 1
 * @param column blank when no column is at fault
 * @param length declared, for instance {@code 10} or {@code 18, 0}
 * @param position of the field in the line, from 0
 * @param code of the Database Developer Guide's load error reference
 */
record LoadError(
    String file,
    long line,
    String column,
    String type,
    String length,
    int position,
    String rawLine,
    String rawField,
    int code,
    String reason) {}
