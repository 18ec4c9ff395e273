package dev.redshiftpipe.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How COPY is to read days and times. There is one DATEFORMAT and one TIMEFORMAT for all columns,
 * so a column that goes with neither stays text.
 *
 * @param dateFormat empty for COPY's own, YYYY-MM-DD
 * @param timeFormat empty for COPY's own, YYYY-MM-DD HH:MI:SS
 */
record Clocks(String dateFormat, String timeFormat) {
  private static final String AUTO = "auto";

  /** For columns of which some are days, some moments. */
  static Clocks of(Collection<Seen> days, Collection<Seen> moments) {
    return new Clocks(
        format(days.stream().map(Clocks::dayFormats).toList()),
        format(moments.stream().map(Clocks::timeFormats).toList()));
  }

  boolean reads(Seen seen, Seen.Kind kind) {
    return kind == Seen.Kind.DAY
        ? dayFormats(seen).contains(dateFormat)
        : timeFormats(seen).contains(timeFormat);
  }

  /** As they stand in options; each with a blank behind it. */
  String options() {
    return (dateFormat.isEmpty() ? "" : "DATEFORMAT '" + dateFormat + "' ")
        + (timeFormat.isEmpty() ? "" : "TIMEFORMAT '" + timeFormat + "' ");
  }

  /** Whether a day could be read with month and day the other way round. */
  static boolean isAmbiguous(Set<DayForm> forms) {
    return forms.containsAll(EnumSet.of(DayForm.AMERICAN, DayForm.BRITISH))
        || forms.containsAll(EnumSet.of(DayForm.DASHES, DayForm.AMERICAN_DASHES));
  }

  /** The first format that reads most columns; the order is that of the candidates. */
  private static String format(List<List<String>> columns) {
    List<String> all = columns.stream().flatMap(List::stream).distinct().toList();
    String best = "";
    long most = 0;
    for (String format : Stream.concat(Stream.of(""), all.stream()).toList()) {
      long reads = columns.stream().filter(column -> column.contains(format)).count();
      if (reads > most) {
        best = format;
        most = reads;
      }
    }
    return best;
  }

  private static List<String> dayFormats(Seen seen) {
    return formats(seen.dayForms(), seen.dayForms().contains(DayForm.ISO), "", true);
  }

  private static List<String> timeFormats(Seen seen) {
    Set<DayForm> forms = seen.timeForms();
    boolean isUsual =
        forms.contains(DayForm.ISO)
            && seen.hasOnlyBlanks()
            && seen.hasSecondsAlways()
            && !seen.isZoned();
    boolean isExplicit =
        seen.hasOnlyBlanks()
            && !seen.isZoned()
            && (seen.hasSecondsAlways() || seen.isWithoutSeconds());
    return formats(
        forms, isUsual, seen.isWithoutSeconds() ? " HH24:MI" : " HH24:MI:SS", isExplicit);
  }

  private static List<String> formats(
      Set<DayForm> forms, boolean isUsual, String time, boolean isExplicit) {
    List<String> formats = new ArrayList<>();
    if (isUsual) {
      formats.add("");
    }
    boolean isSure = !isAmbiguous(forms);
    if (isSure && forms.stream().anyMatch(DayForm::isAuto)) {
      formats.add(AUTO);
    }
    if (isExplicit && !isUsual) {
      formats.addAll(
          forms.stream().map(form -> form.redshift() + time).collect(Collectors.toList()));
    }
    return formats;
  }
}
