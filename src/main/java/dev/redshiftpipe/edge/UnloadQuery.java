package dev.redshiftpipe.edge;

import dev.redshiftpipe.copy.Unload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** The Kamelet {@code redshift-unload}: the rows of a query become files in S3. */
public final class UnloadQuery extends WorkflowStep {
  private String to = "";
  private String format = "parquet";
  private String partitionBy = "";
  private String existing = "fail";
  private String options = "";

  /** {@code s3://bucket/prefix/}; {@code ${variable.name}} may stand in it. */
  public void setTo(String to) {
    this.to = to;
  }

  /** parquet, csv, json or text. */
  public void setFormat(String format) {
    this.format = format;
  }

  /** Columns by whose values there are folders. */
  public void setPartitionBy(String partitionBy) {
    this.partitionBy = partitionBy;
  }

  /** What happens to files that are there: fail, clean or overwrite. */
  public void setExisting(String existing) {
    this.existing = existing;
  }

  /** Further options of UNLOAD. */
  public void setOptions(String options) {
    this.options = options;
  }

  @Override
  CompletableFuture<?> run(Exchange exchange, Steps steps, Steps.Step step) {
    String query = query(exchange);
    Map<String, String> values = values(exchange, List.of(query));
    try {
      Unload unload = new Unload(simple(exchange, to), format, partitionBy, existing, options);
      return steps.once(
          step, unload.statements(query, step.warehouse().iamRole(), !values.isEmpty()), values);
    } catch (IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }
}
