package dev.redshiftpipe.local.reload;

/**
 * What keeps a file from being taken.
 *
 * @param file where it is, as Camel says it; empty when it is of no single file
 * @param line counted from 1; 0 when it is of no single line
 * @param step id of the step, or of the route; empty when it is of none
 * @param reason what is wrong
 */
record Mistake(String file, int line, String step, String reason) {
  /** The mistake as one line; files are said relative to the working directory. */
  String told() {
    StringBuilder told = new StringBuilder(file.isEmpty() ? "routes" : RouteFiles.shown(file));
    if (line > 0) {
      told.append(" line ").append(line);
    }
    if (!step.isEmpty()) {
      told.append(", step ").append(step);
    }
    return told.append(": ").append(reason).toString();
  }
}
