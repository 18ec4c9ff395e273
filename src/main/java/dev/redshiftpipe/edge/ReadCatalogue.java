package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Governor.Call;
import dev.redshiftpipe.command.CatalogQuestion;
import dev.redshiftpipe.command.Catalogued;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.DescribeTableResponse;
import software.amazon.awssdk.services.redshiftdata.model.ListDatabasesResponse;
import software.amazon.awssdk.services.redshiftdata.model.ListSchemasResponse;
import software.amazon.awssdk.services.redshiftdata.model.ListTablesResponse;

/**
 * Reads a warehouse's catalogue by the Data API's own operations, page by page. In their patterns
 * {@code _} stands for any character, so that more may come than was asked for, and is left out
 * here.
 */
final class ReadCatalogue {
  private static final Set<String> WITH_LENGTH = Set.of("varchar", "bpchar", "char", "varbyte");
  private static final Set<String> WITH_SCALE = Set.of("numeric", "decimal");

  private final Warehouse warehouse;
  private final RedshiftDataAsyncClient client;
  private final Pace pace;
  private final CatalogQuestion question;
  private final CatalogueRequests requests;

  /**
   * @throws IllegalArgumentException when the settings have no such warehouse
   */
  ReadCatalogue(Settings settings, Clients clients, Pace pace, CatalogQuestion question) {
    Warehouse named = settings.warehouses().get(question.warehouse());
    if (named == null) {
      throw new IllegalArgumentException(
          "there is no warehouse.%s in the settings; there are %s"
              .formatted(
                  question.warehouse(), settings.warehouses().keySet().stream().sorted().toList()));
    }
    this.warehouse = named;
    this.client = Objects.requireNonNull(clients.submit().get(named.name()));
    this.pace = pace;
    this.question = question;
    this.requests = new CatalogueRequests(named, question);
  }

  /**
   * @throws IllegalStateException naming the warehouse's setting, when it does not answer
   */
  List<Catalogued> found() {
    try {
      return switch (question.level()) {
        case databases -> databases();
        case schemas -> schemas();
        case tables -> tables();
        case columns -> columns();
      };
    } catch (CompletionException e) {
      Throwable cause = AsyncAnswer.cause(e);
      throw new IllegalStateException(
          "warehouse.%s (%s) does not list %s of database %s: %s: %s"
              .formatted(
                  warehouse.name(),
                  warehouse.cluster().isEmpty() ? warehouse.workgroup() : warehouse.cluster(),
                  question.level(),
                  requests.database(),
                  cause.getClass().getSimpleName(),
                  cause.getMessage()),
          e);
    }
  }

  private List<Catalogued> databases() {
    return pages(
        Call.LIST_DATABASES,
        token -> client.listDatabases(requests.databases(token)),
        ListDatabasesResponse::nextToken,
        page -> page.databases().stream().<Catalogued>map(Catalogued.Database::new).toList());
  }

  private List<Catalogued> schemas() {
    return pages(
        Call.LIST_SCHEMAS,
        token -> client.listSchemas(requests.schemas(token)),
        ListSchemasResponse::nextToken,
        page ->
            page.schemas().stream()
                .filter(question::wants)
                .<Catalogued>map(name -> new Catalogued.Schema(requests.database(), name))
                .toList());
  }

  private List<Catalogued> tables() {
    return pages(
        Call.LIST_TABLES,
        token -> client.listTables(requests.tables(token)),
        ListTablesResponse::nextToken,
        page ->
            page.tables().stream()
                .filter(one -> question.wants(one.schema(), one.name()))
                .<Catalogued>map(
                    one ->
                        new Catalogued.Table(
                            requests.database(), one.schema(), one.name(), one.type()))
                .toList());
  }

  private List<Catalogued> columns() {
    return pages(
        Call.DESCRIBE_TABLE,
        token -> client.describeTable(requests.columns(token)),
        DescribeTableResponse::nextToken,
        page ->
            page.columnList().stream()
                .filter(one -> question.wants(one.schemaName(), one.tableName()))
                .<Catalogued>map(this::column)
                .toList());
  }

  private Catalogued column(ColumnMetadata one) {
    return new Catalogued.Column(
        requests.database(),
        one.schemaName(),
        one.tableName(),
        one.name(),
        type(one),
        one.nullable() == null || one.nullable() != 0,
        Objects.requireNonNullElse(one.columnDefault(), ""));
  }

  private static String type(ColumnMetadata one) {
    String name = one.typeName();
    int length = Objects.requireNonNullElse(one.length(), 0);
    int precision = Objects.requireNonNullElse(one.precision(), 0);
    if (WITH_LENGTH.contains(name) && length > 0) {
      return "%s(%d)".formatted(name, length);
    }
    return WITH_SCALE.contains(name) && precision > 0
        ? "%s(%d,%d)".formatted(name, precision, Objects.requireNonNullElse(one.scale(), 0))
        : name;
  }

  private <P> List<Catalogued> pages(
      Call call,
      Function<@Nullable String, CompletableFuture<P>> ask,
      Function<P, @Nullable String> next,
      Function<P, List<Catalogued>> rows) {
    List<Catalogued> all = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      P page = pace.call(call, warehouse, false, () -> ask.apply(from)).join();
      all.addAll(rows.apply(page));
      token = next.apply(page);
    } while (token != null && !token.isEmpty());
    return all;
  }
}
