package dev.redshiftpipe.local.redshiftdata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        "SELECT 1; ; -- the end; really",
        "SELECT ';' || 'it''s; ' || 'a\\';b' || \"odd;name\" FROM t",
        "SELECT 1 /* a; /* b; */ c; */",
        "CREATE PROCEDURE p() AS $$ BEGIN; END; $$ LANGUAGE plpgsql",
        "CREATE PROCEDURE p() AS $body$ SELECT $$;$$; $body$ LANGUAGE plpgsql;"
      })
  void takes_for_one_statement(String sql) {
    assertThat(SqlText.holdsSeveralStatements(sql)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2",
        "SELECT '\\\\'; SELECT 2",
        "SELECT $$;$$; 'x'",
        "SELECT 1 /* a */; /* b */ COMMIT",
        "SELECT 1 -- a\n; COMMIT"
      })
  void takes_for_several(String sql) {
    assertThat(SqlText.holdsSeveralStatements(sql)).isTrue();
  }

  @Test
  void finds_parameters_where_sql_can_take_them() {
    String sql =
        "SELECT :a, x::int, (:b_2), ':c', \"d:e\", arr[1:2], f(:a) -- :f\n /* :g */ WHERE y=:H";

    assertThat(SqlText.parameters(sql)).containsExactly("a", "b_2", "H");
  }
}
