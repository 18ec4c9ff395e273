package dev.redshiftpipe.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.pipe.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareSqlTest {
  private static final String NAMESPACE = "13b8833d-17c6-4f16-8fe4-1a018f5ed00d";
  private static final DataShare REVIEWS =
      new DataShare(
          "reviews",
          "default",
          List.of("marts"),
          List.of(new Table("public", "mv_product_analysis"), new Table("marts", "m")),
          List.of(NAMESPACE),
          List.of("123456789012"),
          false);

  @Test
  void makes_a_share_whole() {
    assertThat(ShareSql.missing(REVIEWS, ShareState.NONE))
        .containsExactly(
            "CREATE DATASHARE reviews",
            "ALTER DATASHARE reviews ADD SCHEMA marts",
            "ALTER DATASHARE reviews ADD SCHEMA public",
            "ALTER DATASHARE reviews ADD ALL TABLES IN SCHEMA marts",
            "ALTER DATASHARE reviews SET INCLUDENEW = TRUE FOR SCHEMA marts",
            "ALTER DATASHARE reviews ADD TABLE public.mv_product_analysis",
            "GRANT USAGE ON DATASHARE reviews TO NAMESPACE '" + NAMESPACE + "'",
            "GRANT USAGE ON DATASHARE reviews TO ACCOUNT '123456789012'");
  }

  @Test
  void adds_what_is_missing_and_takes_nothing_away() {
    ShareState is =
        ShareSql.read(
            List.of(
                List.of("share", "true", "aaaa"),
                List.of("object", "schema", "marts"),
                List.of("new", "marts", ""),
                List.of("object", "schema", "public"),
                List.of("object", "materialized view", "public.mv_product_analysis"),
                List.of("object", "table", "public.by_hand"),
                List.of("consumer", NAMESPACE, "")));

    assertThat(ShareSql.missing(REVIEWS, is))
        .containsExactly(
            "ALTER DATASHARE reviews SET PUBLICACCESSIBLE FALSE",
            "GRANT USAGE ON DATASHARE reviews TO ACCOUNT '123456789012'");
    assertThat(is.producer()).isEqualTo("aaaa");
  }

  @Test
  void nothing_becomes_sql_that_is_no_name() {
    assertThatThrownBy(() -> new SharedDatabase("d", "default", "s; DROP", NAMESPACE, ""))
        .hasMessageContaining("\"s; DROP\" is no name");
    assertThatThrownBy(() -> new SharedDatabase("d", "default", "s", "' OR", ""))
        .hasMessageContaining("is no namespace of a warehouse");
    assertThat(new SharedDatabase("d", "default", "s", NAMESPACE, "123456789012").sql())
        .isEqualTo(
            "CREATE DATABASE d FROM DATASHARE s OF ACCOUNT '123456789012' NAMESPACE '"
                + NAMESPACE
                + "'");
  }
}
