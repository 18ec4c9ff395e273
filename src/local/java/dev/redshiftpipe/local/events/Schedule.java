package dev.redshiftpipe.local.events;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.redshiftpipe.local.http.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a scheduled rule fires, in UTC. */
sealed interface Schedule {
  /** The first moment after this one, or empty if there is none any more. */
  Optional<Instant> next(Instant after);

  /** {@code rate(5 minutes)}. */
  record Rate(Duration every) implements Schedule {
    @Override
    public Optional<Instant> next(Instant after) {
      return Optional.of(after.plus(every));
    }
  }

  /** {@code cron(0 12 * * ? *)}. */
  record Cron(ExecutionTime times) implements Schedule {
    @Override
    public Optional<Instant> next(Instant after) {
      return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    }
  }

  /**
   * Reads a schedule expression.
   *
   * @throws AwsError ValidationException, as EventBridge says it
   */
  static Schedule parse(String expression) throws AwsError {
    Matcher rate =
        Pattern.compile("rate\\(([1-9]\\d*) (minute|hour|day)(s?)\\)").matcher(expression);
    if (rate.matches()) {
      long count = Long.parseLong(rate.group(1));
      if ((count == 1) != rate.group(3).isEmpty()) {
        throw invalid("the unit of 1 is singular, of more it is plural: " + expression);
      }
      return new Rate(
          switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    Matcher cron = Pattern.compile("cron\\((\\S+(?: \\S+){5})\\)").matcher(expression);
    if (!cron.matches()) {
      throw invalid("neither rate(value unit) nor cron() of six fields: " + expression);
    }
    try {
      // Quartz's dialect is AWS's with seconds in front
      var dialect = CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ);
      return new Cron(ExecutionTime.forCron(new CronParser(dialect).parse("0 " + cron.group(1))));
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage() + ": " + expression);
    }
  }

  private static AwsError invalid(String reason) {
    return new AwsError(
        400, "ValidationException", "Parameter ScheduleExpression is not valid. Reason: " + reason);
  }
}
