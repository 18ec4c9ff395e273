package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "truncate a | \"truncate\" commits the transaction; use DELETE",
        "/* TRUNCATE */ -- a¶COMMIT | \"COMMIT\" ends the transaction",
        "END TRANSACTION | ends the transaction",
        "rollback | ends the transaction",
        "VACUUM | does not run in a transaction",
        "ALTER  TABLE a¶ APPEND FROM b | commits the transaction",
        "ALTER TABLE a ALTER COLUMN b TYPE VARCHAR(9) | does not run in a transaction",
        "ALTER TABLE a ALTER SORTKEY (b) | does not run in a transaction",
        "CREATE DATABASE a | does not run in a transaction",
        "DROP EXTERNAL TABLE a.b | does not run in a transaction",
        "LOCK a | the pipe has taken its locks already"
      })
  void refuses_what_ends_or_leaves_a_transaction(String statement, String reason) {
    assertThatThrownBy(() -> Transactional.check(statement.replace("¶", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM a",
        "INSERT INTO a SELECT 'VACUUM'",
        "/* not TRUNCATE */ UPDATE a SET b = 1",
        "ALTER TABLE a ADD COLUMN b INT",
        "CREATE TEMP TABLE commits AS SELECT 1",
        "CALL end_of_day()",
        "GRANT SELECT ON a TO PUBLIC"
      })
  void lets_the_others_pass(String statement) {
    assertThatCode(() -> Transactional.check(statement)).doesNotThrowAnyException();
  }
}
