package dev.redshiftpipe.local.warehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.jdbc.PgConnection;

/**
 * What {@code SET statement_timeout} says, for COPY: PostgreSQL's own timer does not run while the
 * stand-in reads files.
 */
final class StatementTimeout {
  private static final Pattern SHOWN = Pattern.compile("(\\d+)(\\D*)");
  // PostgreSQL documentation, parameter names and values: units of time
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "", ChronoUnit.MILLIS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "min", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private StatementTimeout() {}

  /** Whether the time is over, counted from this call on. SHOW takes no snapshot. */
  static BooleanSupplier startingNow(PgConnection connection) throws SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW statement_timeout")) {
      row.next();
      long limit = parsed(row.getString(1)).toNanos();
      return () -> limit > 0 && System.nanoTime() - start > limit;
    }
  }

  private static Duration parsed(String shown) {
    Matcher matcher = SHOWN.matcher(shown);
    ChronoUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalStateException("PostgreSQL shows a statement_timeout of " + shown);
    }
    return Duration.of(Long.parseLong(matcher.group(1)), unit);
  }
}
