package dev.redshiftpipe.local.warehouse.copy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes of a field's text what PostgreSQL reads for a column, by COPY's rules. */
final class Conversions {
  private final CopyOptions options;
  private final boolean knowsNull;
  private final Times times;

  /**
   * @param knowsNull whether the format has a NULL of its own, so that NULL AS does not apply
   */
  Conversions(CopyOptions options, boolean knowsNull) {
    this.options = options;
    this.knowsNull = knowsNull;
    this.times = new Times(options.dateFormat().orElse(""), options.timeFormat().orElse(""));
  }

  /**
   * The value in PostgreSQL's own text form, null for NULL.
   *
   * @throws BadField when the text does not fit the column
   */
  @Nullable String converted(TargetColumn column, @Nullable String field) throws BadField {
    String value = field == null ? null : text(column, field);
    if (value == null && column.isNotNull() && !column.isNumbered()) {
      throw new BadField(1213, "Missing data for not-null field");
    }
    return value;
  }

  private @Nullable String text(TargetColumn column, String field) throws BadField {
    if (!knowsNull && field.equals(options.nullAs())) {
      return null;
    }
    if (column.isCharacter() || column.type().equals("text")) {
      return characters(column, field);
    }
    // blank fields of any other type are always NULL (BLANKSASNULL, EMPTYASNULL)
    if (field.isBlank()) {
      return null;
    }
    return switch (column.type()) {
      case "int2" -> integer(field, "Short", Short.MIN_VALUE, Short.MAX_VALUE);
      case "int4" -> integer(field, "Integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "int8" -> integer(field, "Long", Long.MIN_VALUE, Long.MAX_VALUE);
      case "numeric" -> decimal(column, field);
      case "float4", "float8" -> floating(field);
      case "bool" -> bool(field);
      case "date", "timestamp", "timestamptz" -> time(column, field.strip());
      case "time" -> times.time(field.strip());
      case "super" -> SuperValues.checked(field);
      case "varbyte" -> bytes(field.strip());
      default -> throw new IllegalStateException("no conversion to " + column.type());
    };
  }

  private @Nullable String time(TargetColumn column, String field) throws BadField {
    try {
      return switch (column.type()) {
        case "date" -> times.date(field);
        case "timestamp" -> times.timestamp(field);
        default -> times.timestampWithZone(field);
      };
    } catch (BadField e) {
      if (options.acceptAnyDate()) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable String characters(TargetColumn column, String field) throws BadField {
    if ((field.isEmpty() && options.emptyAsNull())
        || (field.isBlank() && !field.isEmpty() && options.blanksAsNull())) {
      return null;
    }
    String text = field;
    boolean isChar = column.type().equals("bpchar");
    if (options.trimBlanks() || isChar) {
      text = text.replaceAll(" +$", "");
    }
    if (text.indexOf('\0') >= 0) {
      throw new BadField(1220, "String contains invalid or unsupported UTF8 codepoints. NUL");
    }
    if (isChar) {
      requireSingleBytes(text);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (column.length() == 0 || bytes.length <= column.length()) {
      return text;
    }
    if (!options.truncateColumns()) {
      throw new BadField(1204, (isChar ? "Char" : "String") + " length exceeds DDL length");
    }
    int end = column.length();
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** CHAR holds bytes up to 7F only (multi-byte-character-load-errors). */
  private static void requireSingleBytes(String text) throws BadField {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        StringBuilder hex = new StringBuilder();
        String character = new String(Character.toChars(text.codePointAt(i)));
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
          hex.append(String.format(" %02x", b));
        }
        throw new BadField(
            1220,
            "Multibyte character not supported for CHAR (Hint: try using VARCHAR). Invalid char:"
                + hex);
      }
    }
  }

  private static String integer(String field, String type, long least, long most) throws BadField {
    String text = field.strip();
    int digits = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    requireDigits(text, digits, type, false);
    BigDecimal value = new BigDecimal(text);
    if (value.compareTo(BigDecimal.valueOf(least)) < 0
        || value.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new BadField(1204, "Overflow, Value '" + text + "', Pos 0, Type: " + type);
    }
    return value.toPlainString();
  }

  private static void requireDigits(String text, int from, String type, boolean allowsPoint)
      throws BadField {
    boolean sawPoint = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPoint = allowsPoint && c == '.' && !sawPoint;
      sawPoint |= isPoint;
      if (!isPoint && (c < '0' || c > '9')) {
        throw new BadField(1207, "Invalid digit, Value '" + c + "', Pos " + i + ", Type: " + type);
      }
    }
    if (text.length() == from || text.substring(from).equals(".")) {
      throw new BadField(1207, "Invalid digit, Value '', Pos " + from + ", Type: " + type);
    }
  }

  /** More decimals than the column has are cut off, or rounded with ROUNDEC. */
  private String decimal(TargetColumn column, String field) throws BadField {
    String text = field.strip();
    int digits = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int exponent = text.toLowerCase(Locale.ROOT).indexOf('e');
    requireDigits(exponent < 0 ? text : text.substring(0, exponent), digits, "Decimal", true);
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new BadField(1209, "Invalid decimal, Value '" + text + "'");
    }
    if (value.precision() - (long) value.scale() > 100) {
      throw overflow(column);
    }
    RoundingMode mode = options.roundDecimals() ? RoundingMode.HALF_UP : RoundingMode.DOWN;
    BigDecimal fitted = value.setScale(column.scale(), mode);
    if (column.precision() > 0 && fitted.precision() > column.precision()) {
      throw overflow(column);
    }
    return fitted.toPlainString();
  }

  private static BadField overflow(TargetColumn column) {
    return new BadField(
        1204, "Numeric data overflow (result precision " + column.precision() + ")");
  }

  private static String floating(String field) throws BadField {
    String text = field.strip();
    if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|(?i)nan|[+-]?inf(inity)?")) {
      throw new BadField(1208, "Invalid float, Value '" + text + "'");
    }
    return text;
  }

  private static String bool(String field) throws BadField {
    return switch (field.strip().toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "1" -> "t";
      case "f", "false", "n", "no", "0" -> "f";
      default -> throw new BadField(1210, "Invalid boolean, Value '" + field + "'");
    };
  }

  private static String bytes(String field) throws BadField {
    if (!field.matches("([0-9a-fA-F]{2})*")) {
      throw new BadField(1207, "Invalid hexadecimal digit, Value '" + field + "', Type: Varbyte");
    }
    return "\\x" + field;
  }
}
