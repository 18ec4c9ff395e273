package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageColumnsTest {
  @Test
  void are_named_by_the_first_word_of_each_definition() {
    assertThat(StageColumns.names("Id INT NOT NULL,\n  amount DECIMAL(9, 2),\"Note\" VARCHAR(9)"))
        .containsExactly("id", "amount", "note");
  }

  @Test
  void may_be_commented_and_have_texts_with_commas() {
    assertThat(
            StageColumns.names(
                """
                -- the key, as DMS writes it
                id INT DEFAULT 1, -- no (more
                /* a name, or
                   none */ name VARCHAR(9) DEFAULT 'a, b)',
                seq BIGINT
                """))
        .containsExactly("id", "name", "seq");
  }
}
