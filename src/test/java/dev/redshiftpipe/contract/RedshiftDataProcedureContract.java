package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** What becomes of a procedure that is called alone, and in a batch. */
abstract class RedshiftDataProcedureContract extends RedshiftDataCalls {
  @BeforeEach
  void makeTable() {
    execute("CREATE TABLE " + table + " (id INT)");
  }

  private void procedure(String signature, String body) {
    String id =
        execute(
                "CREATE PROCEDURE "
                    + table
                    + signature
                    + " AS $$ BEGIN "
                    + body
                    + " END; $$ LANGUAGE plpgsql")
            .id();
    assertThat(describe(id).error()).isNull();
  }

  @Test
  void out_parameters_are_a_result() {
    procedure("(a IN INT, doubled OUT INT)", "doubled := a * 2;");

    assertThat(read("CALL " + table + "(21)")).containsExactly(List.of(Field.fromLongValue(42L)));
  }

  @Test
  void a_batch_takes_back_what_its_procedure_did() {
    procedure("(a IN INT)", "INSERT INTO " + table + " VALUES (a);");

    DescribeStatementResponse failed =
        describe(batch("CALL " + table + "(1)", "SELECT * FROM no_such_table").id());

    assertThat(failed.status()).isEqualTo(StatusString.FAILED);
    assertThat(rowsOf(table)).isZero();
  }

  @Test
  void truncate_in_a_procedure_commits_alone_and_fails_a_batch() {
    procedure("()", "INSERT INTO " + table + " VALUES (1); TRUNCATE " + table + ";");

    DescribeStatementResponse alone = describe(execute("CALL " + table + "()").id());
    DescribeStatementResponse inBatch = describe(batch("SELECT 1", "CALL " + table + "()").id());

    assertThat(alone.status()).isEqualTo(StatusString.FINISHED);
    assertThat(inBatch.error())
        .contains(
            "TRUNCATE cannot be invoked from a procedure that is executing in an atomic context.");
  }
}
