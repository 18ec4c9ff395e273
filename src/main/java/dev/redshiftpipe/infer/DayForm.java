package dev.redshiftpipe.infer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Ways to write a day, the likelier one first where a text could be read in several. */
enum DayForm {
  ISO("YYYY-MM-DD", "uuuu-MM-dd", true),
  ISO_SLASHES("YYYY/MM/DD", "uuuu/MM/dd", true),
  ISO_DOTS("YYYY.MM.DD", "uuuu.MM.dd", false),
  AMERICAN("MM/DD/YYYY", "MM/dd/uuuu", true),
  BRITISH("DD/MM/YYYY", "dd/MM/uuuu", false),
  GERMAN("DD.MM.YYYY", "dd.MM.uuuu", false),
  DASHES("DD-MM-YYYY", "dd-MM-uuuu", false),
  AMERICAN_DASHES("MM-DD-YYYY", "MM-dd-uuuu", false),
  MONTH_BEHIND("DD-MON-YYYY", "dd-MMM-uuuu", true),
  MONTH_FIRST("MON-DD-YYYY", "MMM-dd-uuuu", true),
  /** Eight digits: a number might be meant. */
  DIGITS("YYYYMMDD", "uuuuMMdd", true);

  private static final int EARLIEST = 1900;
  private static final int LATEST = 2100;

  private final String redshift;
  private final DateTimeFormatter formatter;
  private final boolean isAuto;

  /**
   * @param isAuto whether DATEFORMAT 'auto' reads it (developer guide, automatic recognition)
   */
  DayForm(String redshift, String java, boolean isAuto) {
    this.redshift = redshift;
    this.formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(java)
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    this.isAuto = isAuto;
  }

  /** As DATEFORMAT has it. */
  String redshift() {
    return redshift;
  }

  boolean isAuto() {
    return isAuto;
  }

  /** All in which a text is a day; none for most texts. */
  static Set<DayForm> of(String text) {
    Set<DayForm> forms = EnumSet.noneOf(DayForm.class);
    if (text.length() < 8 || text.length() > 11 || !Character.isLetterOrDigit(text.charAt(0))) {
      return forms;
    }
    for (DayForm form : values()) {
      if (form.fits(text)) {
        forms.add(form);
      }
    }
    return forms;
  }

  private boolean fits(String text) {
    if (text.length() != redshift.length()) {
      return false;
    }
    try {
      int year = LocalDate.parse(text, formatter).getYear();
      return this != DIGITS || (year >= EARLIEST && year <= LATEST);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
