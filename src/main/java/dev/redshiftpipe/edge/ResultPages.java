package dev.redshiftpipe.edge;

import dev.redshiftpipe.batch.Governor.Call;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataAsyncClient;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;

/** The rows of a statement, page by page. */
final class ResultPages {
  private final Map<String, RedshiftDataAsyncClient> clients;
  private final Pace pace;

  ResultPages(Map<String, RedshiftDataAsyncClient> clients, Pace pace) {
    this.clients = clients;
    this.pace = pace;
  }

  /** All rows, all columns as text, NULL as an empty one. */
  CompletableFuture<List<List<String>>> texts(Warehouse warehouse, String id) {
    return read(warehouse, id, null, Integer.MAX_VALUE, new ArrayList<>(), ResultPages::texts);
  }

  /** Hands all rows on, page by page, on the caller's thread. */
  void forEach(Warehouse warehouse, String id, Consumer<List<String>> row) {
    RedshiftDataAsyncClient client = Objects.requireNonNull(clients.get(warehouse.name()));
    String token = null;
    do {
      String of = token;
      GetStatementResultResponse page =
          pace.call(
                  Call.GET_STATEMENT_RESULT,
                  warehouse,
                  false,
                  () -> client.getStatementResult(request -> request.id(id).nextToken(of)))
              .exceptionallyCompose(Statements::fromTheWarehouse)
              .join();
      page.records().forEach(fields -> row.accept(texts(page.columnMetadata(), fields)));
      token = page.nextToken();
    } while (token != null && !token.isEmpty());
  }

  /** Rows by the names of their columns, one more than {@code most} at most. */
  CompletableFuture<List<Map<String, @Nullable Object>>> byColumn(
      Warehouse warehouse, String id, int most) {
    return read(warehouse, id, null, most, new ArrayList<>(), ResultPages::byColumn);
  }

  private interface Reader<R> {
    R row(List<ColumnMetadata> columns, List<Field> fields);
  }

  private <R> CompletableFuture<List<R>> read(
      Warehouse warehouse,
      String id,
      @Nullable String token,
      int most,
      List<R> rows,
      Reader<R> reader) {
    RedshiftDataAsyncClient client = Objects.requireNonNull(clients.get(warehouse.name()));
    return pace.call(
            Call.GET_STATEMENT_RESULT,
            warehouse,
            false,
            () -> client.getStatementResult(request -> request.id(id).nextToken(token)))
        .exceptionallyCompose(Statements::fromTheWarehouse)
        .thenCompose(
            (GetStatementResultResponse page) -> {
              for (List<Field> fields : page.records()) {
                if (rows.size() <= most) {
                  rows.add(reader.row(page.columnMetadata(), fields));
                }
              }
              String next = page.nextToken();
              return next == null || next.isEmpty() || rows.size() > most
                  ? CompletableFuture.completedFuture(rows)
                  : read(warehouse, id, next, most, rows, reader);
            });
  }

  private static List<String> texts(List<ColumnMetadata> columns, List<Field> fields) {
    return fields.stream()
        .map(ResultPages::value)
        .map(value -> value == null ? "" : String.valueOf(value))
        .toList();
  }

  private static Map<String, @Nullable Object> byColumn(
      List<ColumnMetadata> columns, List<Field> fields) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      row.put(columns.get(i).name(), value(fields.get(i)));
    }
    return row;
  }

  private static @Nullable Object value(Field field) {
    return switch (field.type()) {
      case LONG_VALUE -> field.longValue();
      case DOUBLE_VALUE -> field.doubleValue();
      case BOOLEAN_VALUE -> field.booleanValue();
      case STRING_VALUE -> field.stringValue();
      default -> null;
    };
  }
}
