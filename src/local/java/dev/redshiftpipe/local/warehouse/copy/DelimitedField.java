package dev.redshiftpipe.local.warehouse.copy;

import org.jspecify.annotations.Nullable;

/**
 * Where a field of delimited text ends and what it stands for, with and without ESCAPE and
 * REMOVEQUOTES (copy-parameters-data-conversion).
 *
 * @param nullAs a field of this text is NULL
 */
record DelimitedField(CopyFormat.Delimited format, String nullAs) {
  boolean escapes() {
    return format.escapes();
  }

  /** The index behind the field that starts here; -1 when its quote is not closed. */
  int end(String text, int start) {
    boolean isQuoted = isQuoted(text, start);
    int i = isQuoted ? start + 1 : start;
    while (i < text.length()) {
      if (format.escapes() && text.charAt(i) == '\\') {
        i += 2;
      } else if (isQuoted && text.charAt(i) == text.charAt(start) && endsField(text, i + 1)) {
        return i + 1;
      } else if (!isQuoted && text.startsWith(format.delimiter(), i)) {
        return i;
      } else {
        i++;
      }
    }
    return isQuoted ? -1 : text.length();
  }

  /** Where the field behind this one starts; beyond the text when there is none. */
  int nextStart(String text, int end) {
    return end == text.length() ? end + 1 : end + format.delimiter().length();
  }

  @Nullable String value(String field) {
    // before its backslash is taken for an escape
    if (field.equals(nullAs)) {
      return null;
    }
    String inner = isQuoted(field, 0) ? field.substring(1, field.length() - 1) : field;
    return format.escapes() ? unescaped(inner) : inner;
  }

  private boolean isQuoted(String text, int start) {
    return format.removesQuotes()
        && start < text.length()
        && (text.charAt(start) == '"' || text.charAt(start) == '\'');
  }

  private boolean endsField(String text, int at) {
    return at == text.length() || text.startsWith(format.delimiter(), at);
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      boolean isEscape = field.charAt(i) == '\\' && i + 1 < field.length();
      i += isEscape ? 1 : 0;
      text.append(field.charAt(i));
    }
    return text.toString();
  }
}
