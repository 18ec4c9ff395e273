package dev.redshiftpipe.bench.usual;

import java.util.List;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;

/** COPY by ExecuteStatement, and how it stands. */
public final class Copies {
  private final RedshiftDataClient redshift;

  Copies(RedshiftDataClient redshift) {
    this.redshift = redshift;
  }

  /** Submits the COPY of one file. */
  public Execution execute(Execution execution) {
    return execution.submitted(
        run("COPY public.%s FROM '%s' IAM_ROLE default CSV", execution.table(), execution.url()));
  }

  /** Asks once how it stands. */
  public Execution describe(Execution execution) {
    return execution.asked(isOver(execution.statementId()));
  }

  String run(String sql, Object... names) {
    return redshift
        .executeStatement(
            request -> request.workgroupName("analytics").database("dev").sql(sql.formatted(names)))
        .id();
  }

  boolean isOver(String statementId) {
    String status = redshift.describeStatement(request -> request.id(statementId)).statusAsString();
    return List.of("FINISHED", "FAILED", "ABORTED").contains(status);
  }
}
