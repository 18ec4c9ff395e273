package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
  @Test
  void ends_statements_at_semicolons() {
    assertThat(SqlScript.statements("DELETE FROM a ;\n\n;; UPDATE b\nSET c = 1"))
        .containsExactly("DELETE FROM a", "UPDATE b\nSET c = 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b', 'it''s; so', 'a\\';b'",
        "SELECT \"a;b\", \"a\"\";b\" FROM t",
        "SELECT 1 -- not; here\n + 2",
        "SELECT 1 /* nor; 'here */ - 2 / 3",
        "CALL f($$a;'b$$, $tag$ c; $$ d $tag$)",
        "SELECT a - b / c FROM t WHERE d = $1"
      })
  void leaves_a_statement_whole(String statement) {
    assertThat(SqlScript.statements(statement + ";" + statement))
        .containsExactly(statement, statement);
  }

  @Test
  void leaves_out_comments_between_statements() {
    assertThat(SqlScript.statements("-- why; so\n/* and; */ SELECT 1; -- done;\n"))
        .containsExactly("SELECT 1");
    assertThat(SqlScript.statements("-- nothing;\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a; SELECT 1",
        "SELECT 'a\\'; SELECT 1",
        "SELECT \"a; SELECT 1",
        "SELECT 1 /* a; SELECT 1",
        "CALL f($$a; SELECT 1)",
        "CALL f($x$a$y$)"
      })
  void refuses_a_quote_or_comment_that_does_not_end(String text) {
    assertThatThrownBy(() -> SqlScript.statements(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a quote or a comment does not end: ");
  }

  @Test
  void takes_texts_of_any_length() {
    String statement = "SELECT '" + "it''s ".repeat(15_000) + "', \"" + "x".repeat(90_000) + "\"";

    assertThat(SqlScript.statements(statement)).containsExactly(statement);
  }
}
