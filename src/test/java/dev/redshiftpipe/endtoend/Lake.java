package dev.redshiftpipe.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Parquet files in folders such as {@code year=2021/}, read by DuckDB, which shares no code with
 * what wrote them.
 *
 * @param prefix ends with a slash
 */
record Lake(S3Client s3, String bucket, String prefix) {
  /** What lies there: names, and when each was written. */
  List<String> files() {
    return objects().stream().map(object -> object.key() + " " + object.lastModified()).toList();
  }

  /** Names of the folders with files, behind the prefix. */
  List<String> folders() {
    return objects().stream()
        .map(S3Object::key)
        .map(key -> key.substring(prefix.length(), key.lastIndexOf('/') + 1))
        .distinct()
        .sorted()
        .toList();
  }

  /** Rows of all files: columns as text with {@code |} between. */
  List<String> rows(String columns, String orderBy) {
    List<S3Object> objects = objects();
    if (objects.isEmpty()) {
      return List.of();
    }
    try {
      Path copy = Files.createTempDirectory("lake");
      try {
        for (S3Object object : objects) {
          Path file = copy.resolve(object.key());
          Files.createDirectories(file.getParent());
          s3.getObject(request -> request.bucket(bucket).key(object.key()), file);
        }
        return query(
            "SELECT %s FROM read_parquet('%s/**', hive_partitioning = true) ORDER BY %s"
                .formatted(columns, copy, orderBy));
      } finally {
        org.assertj.core.util.Files.delete(copy.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> query(String sql) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private List<S3Object> objects() {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .toList();
  }
}
