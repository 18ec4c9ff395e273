package dev.redshiftpipe.infer;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that is a day and a time of day.
 *
 * @param days ways to read the day
 * @param separator between the two
 * @param hasSeconds whether seconds are written
 * @param hasZone whether an offset or Z is
 */
record Moment(Set<DayForm> days, char separator, boolean hasSeconds, boolean hasZone) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\S{8,11})([ T])([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?"
              + " ?(Z|UTC|[+-]\\d\\d(:?\\d\\d)?)?");

  static Optional<Moment> of(String text) {
    if (text.length() < 14 || text.indexOf(':') < 0) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Set<DayForm> days = DayForm.of(matcher.group(1));
    return days.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Moment(
                days,
                matcher.group(2).charAt(0),
                matcher.group(4) != null,
                matcher.group(6) != null));
  }
}
