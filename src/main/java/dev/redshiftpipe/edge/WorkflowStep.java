package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.SqlScript;
import dev.redshiftpipe.workflow.Parameters;
import dev.redshiftpipe.workflow.Run;
import dev.redshiftpipe.workflow.StepFailedException;
import dev.redshiftpipe.workflow.StepTransactions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.CamelContextHelper;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a Kamelet of {@code routes/kamelets} does. Its properties are the Kamelet's parameters; the
 * run is the exchange's property {@value #RUN}. The thread is let go until the step is done.
 */
public abstract class WorkflowStep extends AsyncProcessorSupport {
  /** The exchange property that has the {@link Run}. */
  static final String RUN = "redshift-pipe-run";

  private String step = "";
  private String warehouse = "default";
  private String script = "";
  private String sql = "";

  /** Its name in the workflow; {@code ${body[name]}} may stand in it. */
  public void setStep(String step) {
    this.step = step;
  }

  /** The warehouse of the settings where it runs and is remembered. */
  public void setWarehouse(String warehouse) {
    this.warehouse = warehouse;
  }

  /** Where its SQL is: {@code sql/FILE.sql} or {@code s3://bucket/key}. */
  public void setScript(String script) {
    this.script = script;
  }

  /** Its SQL itself. */
  public void setSql(String sql) {
    this.sql = sql;
  }

  /** Does it; completes with the new body, or with what the exchange has. */
  abstract CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step);

  @Override
  public final boolean process(Exchange exchange, AsyncCallback callback) {
    CompletableFuture<?> done;
    try {
      Run run = exchange.getProperty(RUN, Run.class);
      if (run == null) {
        throw new StepFailedException(step, "is in no run: send a message to queue.workflows");
      }
      Steps steps = bean(exchange, "steps", Steps.class);
      done = run(exchange, steps, steps.step(run, simple(exchange, step), warehouse));
    } catch (Exception e) {
      exchange.setException(told(e));
      callback.done(true);
      return true;
    }
    return AsyncAnswer.await(told(done), exchange, callback);
  }

  private <T> CompletableFuture<T> told(CompletableFuture<T> done) {
    return done.exceptionallyCompose(
        error -> CompletableFuture.failedFuture(told(AsyncAnswer.cause(error))));
  }

  /** What S3 refuses it refuses again: a wrong name, a permission. Anything else may pass. */
  private Throwable told(Throwable error) {
    return error instanceof S3Exception refused
            && refused.statusCode() >= 400
            && refused.statusCode() < 500
            && !refused.isThrottlingException()
        ? failed(String.valueOf(refused.getMessage()))
        : error;
  }

  /** The statements of its SQL. */
  List<String> statements(Exchange exchange) {
    if (script.isEmpty() == sql.isEmpty()) {
      throw failed("needs either script or sql");
    }
    try {
      List<String> statements = SqlScript.statements(sql.isEmpty() ? text(exchange) : sql);
      if (statements.isEmpty()) {
        throw failed((script.isEmpty() ? "its sql" : script) + " has no statement");
      }
      statements.forEach(StepTransactions::checkLength);
      return statements;
    } catch (IllegalArgumentException e) {
      throw failed(script + " " + e.getMessage());
    }
  }

  /** The only statement of its SQL. */
  String query(Exchange exchange) {
    List<String> statements = statements(exchange);
    if (statements.size() > 1) {
      throw failed("needs one statement and has " + statements.size());
    }
    return statements.get(0);
  }

  /** What the parameters of statements are bound to. */
  Map<String, String> values(Exchange exchange, List<String> statements) {
    try {
      return Parameters.of(
          statements,
          name -> {
            Object value = exchange.getVariable(name);
            return value == null ? null : String.valueOf(value);
          });
    } catch (IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  /** A text in which {@code ${variable.name}} may stand. */
  static String simple(Exchange exchange, String text) {
    return Objects.requireNonNull(
        exchange
            .getContext()
            .resolveLanguage("simple")
            .createExpression(text)
            .evaluate(exchange, String.class));
  }

  StepFailedException failed(String why) {
    return new StepFailedException(step, why);
  }

  S3Client s3(Exchange exchange) {
    return bean(exchange, "s3", S3Client.class);
  }

  private String text(Exchange exchange) {
    String from = simple(exchange, script);
    if (!from.startsWith("s3://")) {
      return BuiltIn.file(from);
    }
    return S3Objects.at(s3(exchange), from).text();
  }

  private static <T> T bean(Exchange exchange, String name, Class<T> type) {
    return CamelContextHelper.mandatoryLookup(exchange.getContext(), name, type);
  }
}
