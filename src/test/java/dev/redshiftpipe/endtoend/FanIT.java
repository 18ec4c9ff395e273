package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One file for two tables, and two pipes for one table. */
final class FanIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    for (String table : List.of("raw", "fine", "everyone", "here", "csv_only")) {
      site.warehouse().table("public." + table);
    }
    site.warehouse().rows("CREATE DATABASE other");
    site.warehouse("other").table("public.there");
    site.warehouse()
        .rows(
            "CREATE TABLE public.cab_sales_data (vendorid VARCHAR(4), pickup_datetime TIMESTAMP,"
                + " passenger_count INT, fare_amount DECIMAL(8, 2))");
    site.start(
        "warehouse.other.workgroup = analytics",
        "warehouse.other.database = other",
        "pipe.here.from = s3://landing/both/",
        "pipe.here.into = public.here",
        "pipe.here.format = csv",
        "pipe.there.from = s3://landing/both/",
        "pipe.there.into = public.there",
        "pipe.there.format = csv",
        "pipe.there.warehouse = other",
        "pipe.customer_1.from = s3://landing/Customer_1/",
        "pipe.customer_1.into = public.cab_sales_data",
        "pipe.customer_1.format = delimited",
        "pipe.customer_1.options = DATEFORMAT 'auto' IGNOREHEADER 1 DELIMITER ',' IGNOREBLANKLINES",
        "pipe.customer_2.from = s3://landing/Customer_2/",
        "pipe.customer_2.into = public.cab_sales_data",
        "pipe.customer_2.format = delimited",
        "pipe.customer_2.options = IGNOREHEADER 2 DELIMITER ';' TIMEFORMAT 'MM/DD/YYYY HH24:MI'",
        "pipe.csv_only.from = s3://landing/mixed/",
        "pipe.csv_only.suffix = .csv",
        "pipe.csv_only.into = public.csv_only",
        "pipe.csv_only.format = csv",
        "pipe.raw.from = s3://landing/out/",
        "pipe.raw.into = public.raw",
        "pipe.raw.format = csv",
        "pipe.fine.from = s3://landing/out/fine/",
        "pipe.fine.into = public.fine",
        "pipe.fine.format = csv",
        "pipe.headed.from = s3://landing/in/headed/",
        "pipe.headed.into = public.everyone",
        "pipe.headed.format = csv",
        "pipe.headed.options = IGNOREHEADER 1",
        "pipe.plain.from = s3://landing/in/plain/",
        "pipe.plain.into = public.everyone",
        "pipe.plain.format = delimited");
  }

  @Test
  void a_file_that_two_pipes_want_is_in_both_tables_once() {
    site.put("out/fine/a.csv", "1,Ada\n2,Grace\n");
    site.put("out/b.csv", "3,Jean\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.raw"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace", "3|Jean");
    assertThat(site.warehouse().rowsOf("public.fine"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace");
    assertThat(site.warehouse().history("public.raw"))
        .containsExactlyInAnyOrder(
            "s3://landing/out/fine/a.csv|loaded", "s3://landing/out/b.csv|loaded");
    assertThat(site.warehouse().history("public.fine"))
        .containsExactly("s3://landing/out/fine/a.csv|loaded");
    assertThat(site.letters("raw")).isEmpty();
  }

  @Test
  void two_pipes_into_one_table_keep_their_own_options() {
    site.put("in/headed/a.csv", "id,name\n1,Ada\n");
    site.put("in/plain/a.txt", "2|Grace\n");
    site.put("in/headed/b.csv", "id,name\n3,Jean\n");
    site.put("in/plain/b.txt", "4|Mary\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.everyone"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace", "3|Jean", "4|Mary");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT pipe, file_url FROM redshift_pipe.load_history"
                        + " WHERE target = 'public.everyone'"))
        .containsExactlyInAnyOrder(
            "headed|s3://landing/in/headed/a.csv",
            "headed|s3://landing/in/headed/b.csv",
            "plain|s3://landing/in/plain/a.txt",
            "plain|s3://landing/in/plain/b.txt");
    assertThat(site.letters("headed")).isEmpty();
  }

  @Test
  void a_file_for_two_warehouses_has_an_outcome_in_each() {
    site.put("both/a.csv", "1,Ada\n");
    site.put("both/b.csv", "x,bad\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.here")).containsExactly("1|Ada");
    assertThat(site.warehouse("other").rowsOf("public.there")).containsExactly("1|Ada");
    assertThat(site.warehouse("other").history("public.there"))
        .containsExactlyInAnyOrder(
            "s3://landing/both/a.csv|loaded", "s3://landing/both/b.csv|refused");
    assertThat(site.letters("here")).hasSize(1);
    assertThat(site.letters("there")).hasSize(1);
  }

  @Test
  void two_customers_with_files_of_their_own_kind_fill_one_table() {
    site.put(
        "Customer_1/a.csv",
        "VendorID,pickup,passengers,fare\n1,2026-01-01 10:00:00,2,9.50\n\n2,2026-01-01 11:00:00,1,4.00\n");
    site.put(
        "Customer_2/a.csv",
        "exported by customer 2\nvendor;pickup;passengers;fare\n1;01/02/2026 10:00;3;7.25\n");

    site.awaitEmptyQueue();

    assertThat(
            site.warehouse()
                .rows(
                    "SELECT vendorid, SUM(passenger_count) FROM public.cab_sales_data"
                        + " GROUP BY vendorid ORDER BY vendorid"))
        .containsExactly("1|5", "2|1");
    assertThat(
            site.warehouse()
                .rows(
                    "SELECT pickup_datetime FROM public.cab_sales_data WHERE passenger_count = 3"))
        .singleElement()
        .asString()
        .startsWith("2026-01-02 10:00:00");
  }

  @Test
  void files_without_the_suffix_are_unwanted() {
    site.put("mixed/a.csv", "1,Ada\n");
    site.put("mixed/a.csv.tmp", "2,unfinished\n");
    site.put("mixed/.csv", "3,Grace\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.csv_only"))
        .containsExactlyInAnyOrder("1|Ada", "3|Grace");
  }
}
