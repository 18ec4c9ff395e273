package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.CatalogQuestion;
import dev.redshiftpipe.pipe.Warehouse;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.redshiftdata.model.DescribeTableRequest;
import software.amazon.awssdk.services.redshiftdata.model.ListDatabasesRequest;
import software.amazon.awssdk.services.redshiftdata.model.ListSchemasRequest;
import software.amazon.awssdk.services.redshiftdata.model.ListTablesRequest;

/**
 * The calls that ask for a page of a catalogue. The connection is to the warehouse's own database,
 * from which others are seen too, such as those of data shares.
 *
 * @param warehouse how it is reached
 */
record CatalogueRequests(Warehouse warehouse, CatalogQuestion question) {
  /** The database that is asked for. */
  String database() {
    return question.database().isEmpty() ? warehouse.database() : question.database();
  }

  /**
   * @param token of the page; null for the first one
   */
  ListDatabasesRequest databases(@Nullable String token) {
    return ListDatabasesRequest.builder()
        .workgroupName(given(warehouse.workgroup()))
        .clusterIdentifier(given(warehouse.cluster()))
        .secretArn(given(warehouse.secretArn()))
        .dbUser(given(warehouse.dbUser()))
        .database(warehouse.database())
        .nextToken(token)
        .build();
  }

  ListSchemasRequest schemas(@Nullable String token) {
    return ListSchemasRequest.builder()
        .workgroupName(given(warehouse.workgroup()))
        .clusterIdentifier(given(warehouse.cluster()))
        .secretArn(given(warehouse.secretArn()))
        .dbUser(given(warehouse.dbUser()))
        .connectedDatabase(warehouse.database())
        .database(database())
        .schemaPattern(pattern(question.schema()))
        .nextToken(token)
        .build();
  }

  ListTablesRequest tables(@Nullable String token) {
    return ListTablesRequest.builder()
        .workgroupName(given(warehouse.workgroup()))
        .clusterIdentifier(given(warehouse.cluster()))
        .secretArn(given(warehouse.secretArn()))
        .dbUser(given(warehouse.dbUser()))
        .connectedDatabase(warehouse.database())
        .database(database())
        .schemaPattern(pattern(question.schema()))
        .tablePattern(pattern(question.table()))
        .nextToken(token)
        .build();
  }

  /** DescribeTable takes names, and lists the columns of all tables where it is given none. */
  DescribeTableRequest columns(@Nullable String token) {
    return DescribeTableRequest.builder()
        .workgroupName(given(warehouse.workgroup()))
        .clusterIdentifier(given(warehouse.cluster()))
        .secretArn(given(warehouse.secretArn()))
        .dbUser(given(warehouse.dbUser()))
        .connectedDatabase(warehouse.database())
        .database(database())
        .schema(exact(question.schema()))
        .table(exact(question.table()))
        .nextToken(token)
        .build();
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Of the operations that list: {@code %} stands for any characters. */
  private static @Nullable String pattern(String name) {
    return given(name.replace('*', '%'));
  }

  private static @Nullable String exact(String name) {
    return name.contains("*") ? null : given(name);
  }
}
