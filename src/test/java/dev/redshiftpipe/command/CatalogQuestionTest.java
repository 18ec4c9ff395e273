package dev.redshiftpipe.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.command.CatalogQuestion.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogQuestionTest {
  @ParameterizedTest
  @CsvSource({
    "'',           public,      orders,   true",
    "'',           pg_catalog,  pg_class, false",
    "'',           information_schema, tables, false",
    "pg_catalog,   pg_catalog,  pg_class, true",
    "*,            pg_catalog,  pg_class, true",
    "public,       public2,     orders,   false",
    "public.o*s,   public,      orders,   true",
    "public.o*s,   public,      orders_1, false",
    "public.a_b,   public,      axb,      false"
  })
  void wants_what_the_name_says(String name, String schema, String table, boolean isWanted) {
    CatalogQuestion question = CatalogQuestion.of(Level.tables, name, "default", "");

    assertThat(question.wants(schema, table)).isEqualTo(isWanted);
  }
}
