package dev.redshiftpipe.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.copy.SqlScript;
import dev.redshiftpipe.local.warehouse.Session;
import dev.redshiftpipe.local.warehouse.SharedWarehouse;
import dev.redshiftpipe.local.warehouse.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The procedures of {@code sql/sales/sp_statements.sql}, in the cases that a month rarely has. */
class SalesProceduresTest {
  private Session session;

  @BeforeEach
  void deploy() throws SqlError, IOException {
    session = SharedWarehouse.WAREHOUSE.open("dev", "awsuser");
    List<String> script =
        SqlScript.statements(Files.readString(Path.of("sql/sales/sp_statements.sql")));
    for (int times = 0; times < 2; times++) {
      for (String statement : script) {
        run(statement);
      }
      run("CALL sales.sp_setup_sales_data_pipeline()");
    }
  }

  @AfterEach
  void drop() throws SqlError {
    run("DROP SCHEMA sales CASCADE");
    session.close();
  }

  private void run(String sql) throws SqlError {
    session.execute(sql, Map.of());
  }

  /** A version as the source has it. */
  private void delivered(int key, String id, @Nullable String from, @Nullable String price)
      throws SqlError {
    run(
        "INSERT INTO sales.raw_item (i_item_sk, i_item_id, i_rec_start_date, i_current_price,"
            + " i_category) VALUES (%d, '%s', %s, %s, 'Home')"
                .formatted(key, id, from == null ? null : "'" + from + "'", price));
  }

  /** What loading the items makes of it, twice: {@code key id from to price}. */
  private List<String> items() throws SqlError {
    run("CALL sales.sp_load_dim_item()");
    List<String> once = table("sales.item");
    run("CALL sales.sp_load_dim_item()");
    assertThat(table("sales.item")).isEqualTo(once);
    assertThat(table("sales.stg_item")).isEmpty();
    return texts(
        "SELECT i_item_sk, i_item_id, i_rec_start_date, i_rec_end_date, i_current_price"
            + " FROM sales.item ORDER BY i_item_id, i_rec_start_date");
  }

  private List<String> table(String name) throws SqlError {
    return texts("SELECT * FROM " + name + " ORDER BY 1, 2");
  }

  private List<String> texts(String sql) throws SqlError {
    return session.execute(sql, Map.of()).rows().stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .toList();
  }

  @Nested
  class Items {
    @Test
    void have_a_version_for_each_day_on_which_something_changed() throws SqlError {
      delivered(11, "a", "2026-01-01", "1.00");
      delivered(12, "a", "2026-01-05", "2.00");
      delivered(13, "a", "2026-01-06", "2.00");
      delivered(14, "a", "2026-01-09", "1.00");
      delivered(21, "b", null, null);

      assertThat(items())
          .containsExactly(
              "1 a 2026-01-01 2026-01-04 1.00",
              "2 a 2026-01-05 2026-01-08 2.00",
              "3 a 2026-01-09 null 1.00",
              "4 b 1900-01-01 null null");
      assertThat(texts("SELECT i_item_sk FROM sales.item WHERE i_is_current ORDER BY 1"))
          .containsExactly("3", "4");
    }

    @Test
    void are_as_the_source_said_last_on_a_day() throws SqlError {
      delivered(11, "a", "2026-01-01", "1.00");
      delivered(12, "a", "2026-01-02", "2.00");
      assertThat(items())
          .containsExactly("1 a 2026-01-01 2026-01-01 1.00", "2 a 2026-01-02 null 2.00");

      delivered(13, "a", "2026-01-02", "3.00");
      delivered(21, "b", "2026-01-02", "9.00");
      assertThat(items())
          .containsExactly(
              "1 a 2026-01-01 2026-01-01 1.00",
              "2 a 2026-01-02 null 3.00",
              "3 b 2026-01-02 null 9.00");
    }

    @Test
    void keep_a_version_that_was_taken_back_on_its_day_since_facts_may_have_it() throws SqlError {
      delivered(11, "a", "2026-01-01", "1.00");
      delivered(12, "a", "2026-01-02", "2.00");
      items();

      delivered(13, "a", "2026-01-02", "1.00");

      assertThat(items())
          .containsExactly("1 a 2026-01-01 2026-01-01 1.00", "2 a 2026-01-02 null 1.00");
    }

    @Test
    void take_in_a_day_that_comes_late() throws SqlError {
      delivered(12, "a", "2026-01-03", "2.00");
      delivered(14, "a", "2026-01-09", "4.00");
      items();

      delivered(13, "a", "2026-01-06", "3.00");
      delivered(11, "a", "2026-01-01", "1.00");
      delivered(10, "a", "2026-01-02", "1.00");

      assertThat(items())
          .containsExactly(
              "3 a 2026-01-01 2026-01-02 1.00",
              "1 a 2026-01-03 2026-01-05 2.00",
              "4 a 2026-01-06 2026-01-08 3.00",
              "2 a 2026-01-09 null 4.00");
    }

    @Test
    void need_nothing_of_what_the_source_has_forgotten() throws SqlError {
      delivered(11, "a", "2026-01-01", "1.00");
      delivered(12, "a", "2026-01-05", "2.00");
      items();
      run("DELETE FROM sales.raw_item");

      delivered(13, "a", "2026-01-09", "3.00");

      assertThat(items())
          .containsExactly(
              "1 a 2026-01-01 2026-01-04 1.00",
              "2 a 2026-01-05 2026-01-08 2.00",
              "3 a 2026-01-09 null 3.00");
    }

    @Test
    void differ_by_any_of_what_they_have_but_not_by_what_the_source_numbers() throws SqlError {
      delivered(11, "a", "2026-01-01", "1.00");
      List<String> columns =
          texts(
              "SELECT column_name FROM information_schema.columns WHERE table_schema = 'sales'"
                  + " AND table_name = 'item' AND ordinal_position BETWEEN 6 AND 23"
                  + " ORDER BY ordinal_position");
      int day = 2;
      for (String column : columns) {
        run(
            """
            INSERT INTO sales.raw_item
            SELECT i_item_sk + 1, i_item_id, DATE '2026-01-01' + %d, NULL, i_item_desc, i_current_price,
              i_wholesale_cost, i_brand_id, i_brand, i_class_id, i_class, i_category_id, i_category,
              i_manufact_id, i_manufact, i_size, i_formulation, i_color, i_units, i_container,
              i_manager_id, i_product_name
            FROM sales.raw_item ORDER BY i_item_sk DESC LIMIT 1"""
                .formatted(day));
        run(
            "UPDATE sales.raw_item SET %s = '7' WHERE i_item_sk = (SELECT MAX(i_item_sk) FROM sales.raw_item)"
                .formatted(column));
        day++;
      }

      assertThat(columns).hasSize(18);
      assertThat(items()).hasSize(19);
    }
  }

  @Nested
  class Addresses {
    private List<String> addresses() throws SqlError {
      run("CALL sales.sp_load_dim_customer_address()");
      List<String> once = table("sales.customer_address");
      run("CALL sales.sp_load_dim_customer_address()");
      assertThat(table("sales.customer_address")).isEqualTo(once);
      assertThat(table("sales.stg_customer_address")).isEmpty();
      return texts(
          "SELECT ca_address_sk, ca_address_id, ca_city, ca_gmt_offset FROM sales.customer_address"
              + " ORDER BY ca_address_id");
    }

    @Test
    void are_as_they_are_now_under_the_key_they_had_first() throws SqlError {
      run(
          "INSERT INTO sales.raw_customer_address (ca_address_sk, ca_address_id, ca_city,"
              + " ca_gmt_offset) VALUES (1, 'a', 'Graz', 1.00), (2, 'b', NULL, NULL)");
      assertThat(addresses()).containsExactly("1 a Graz 1.00", "2 b null null");

      run(
          "UPDATE sales.raw_customer_address SET ca_city = NULL, ca_address_sk = 7 WHERE"
              + " ca_address_id = 'a'");
      run("UPDATE sales.raw_customer_address SET ca_gmt_offset = -5 WHERE ca_address_id = 'b'");
      run(
          "INSERT INTO sales.raw_customer_address (ca_address_sk, ca_address_id, ca_city)"
              + " VALUES (3, 'c', 'Oslo')");
      assertThat(addresses()).containsExactly("1 a null 1.00", "2 b null -5.00", "3 c Oslo null");
    }
  }

  @Nested
  class Sales {
    @BeforeEach
    void calendar() throws SqlError {
      run(
          "INSERT INTO sales.date_dim (d_date_sk, d_date_id, d_date) VALUES (1, 'x', '2026-01-01'),"
              + " (2, 'y', '2026-01-02'), (3, 'z', '2026-01-03')");
      run("INSERT INTO sales.customer (c_customer_sk, c_customer_id) VALUES (5, 'ada')");
      delivered(11, "a", "2026-01-01", "1.00");
      delivered(12, "a", "2026-01-02", "2.00");
    }

    private void sold(@Nullable Integer day, int ticket, int item, String paid) throws SqlError {
      run(
          "INSERT INTO sales.raw_store_sales (ss_sold_date_sk, ss_ticket_number, ss_item_sk,"
              + " ss_customer_sk, ss_net_paid) VALUES (%s, %d, %d, 5, %s)"
                  .formatted(day, ticket, item, paid));
    }

    /** {@code day ticket item customer paid}. */
    private List<String> loaded(String day) throws SqlError {
      run("CALL sales.sp_load_dim_item()");
      run("CALL sales.sp_load_fact_sales('" + day + "')");
      List<String> once = table("sales.store_sales");
      run("CALL sales.sp_load_fact_sales('" + day + "')");
      assertThat(table("sales.store_sales")).isEqualTo(once);
      return texts(
          "SELECT ss_sold_date_sk, ss_ticket_number, ss_item_sk, ss_customer_sk, ss_net_paid"
              + " FROM sales.store_sales ORDER BY 1, 2, 3");
    }

    @Test
    void point_to_the_version_of_their_day_whichever_the_source_named() throws SqlError {
      sold(1, 100, 12, "1.00");
      sold(2, 200, 11, "2.00");
      sold(null, 300, 11, "9.00");

      assertThat(loaded("2026-01-02")).containsExactly("2 200 2 5 2.00");
      assertThat(loaded("2026-01-01")).containsExactly("1 100 1 5 1.00", "2 200 2 5 2.00");
      assertThat(loaded("2026-01-03")).hasSize(2);
    }

    @Test
    void of_a_day_take_the_place_of_those_it_had() throws SqlError {
      sold(1, 100, 11, "1.00");
      sold(2, 200, 12, "2.00");
      loaded("2026-01-01");
      loaded("2026-01-02");
      run("DELETE FROM sales.raw_store_sales WHERE ss_ticket_number = 200");
      sold(2, 201, 12, "2.01");
      sold(1, 101, 11, "1.01");

      assertThat(loaded("2026-01-02")).containsExactly("1 100 1 5 1.00", "2 201 2 5 2.01");
    }

    @Test
    void without_an_item_or_a_day_in_the_calendar_are_refused() throws SqlError {
      sold(1, 100, 11, "1.00");
      loaded("2026-01-01");
      sold(1, 101, 99, "1.00");

      assertThatThrownBy(() -> run("CALL sales.sp_load_fact_sales('2026-01-01')"))
          .hasMessageContaining("ss_item_sk");
      assertThatThrownBy(() -> run("CALL sales.sp_load_fact_sales('2026-02-01')"))
          .hasMessageContaining("sales.date_dim has the day 2026-02-01 not once but 0 times");
      assertThat(table("sales.store_sales")).hasSize(1);
    }
  }
}
