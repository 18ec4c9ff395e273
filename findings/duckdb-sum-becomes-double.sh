#!/usr/bin/env bash
# DuckDB writes the sum of integers to Parquet as DOUBLE, and to JSON as an integer: the same
# query gives two numbers.
#
# duckdb_jdbc 1.4.1.0.
# sum() over BIGINT (or INTEGER) is a HUGEINT. Parquet has no such type, and COPY ... TO neither
# refuses it nor takes DECIMAL(38,0), which would hold it: it writes DOUBLE, so 9007199254740993
# is read back as 9007199254740992. The schema that comes out says DOUBLE for a query that sums
# integers; COPY ... TO of the same query as JSON writes all digits.
#
# Why it matters here: COPY of Parquet wants the column's own type. A BIGINT column refuses such a
# file, a DOUBLE PRECISION column takes totals that are wrong above 2^53. Cast before the export.
#
# Seen:
#   total DOUBLE null
#   cast_total FIXED_LEN_BYTE_ARRAY DECIMAL
#   parquet 9007199254740992 9007199254740993
#   json {"total":9007199254740993,"cast_total":9007199254740993}
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Copies the artifacts (group:artifact:version) and what they need to lib/.
jars() {
  local gav group artifact version
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId>'
    echo '<artifactId>finding</artifactId><version>1</version><dependencies>'
    for gav in "$@"; do
      IFS=: read -r group artifact version <<< "$gav"
      echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId>"
      echo "<version>$version</version></dependency>"
    done
    echo '</dependencies></project>'
  } > pom.xml
  mvn -B -q -ntp -Dstyle.color=never -DoutputDirectory=lib \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies >&2
}

jars org.duckdb:duckdb_jdbc:1.4.1.0

cat > Sum.java << 'END'
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

public class Sum {
  public static void main(String[] args) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      String query =
          "(SELECT sum(x) AS total, sum(x)::DECIMAL(38, 0) AS cast_total"
              + " FROM (VALUES (9007199254740992::BIGINT), (1::BIGINT)) AS t (x))";
      statement.execute("COPY " + query + " TO 'sum.parquet'");
      statement.execute("COPY " + query + " TO 'sum.json'");
      var schema =
          statement.executeQuery(
              "SELECT name, type, converted_type FROM parquet_schema('sum.parquet')"
                  + " WHERE num_children IS NULL");
      while (schema.next()) {
        System.out.println(
            schema.getString(1) + " " + schema.getString(2) + " " + schema.getString(3));
      }
      var row = statement.executeQuery("SELECT total::HUGEINT, cast_total FROM 'sum.parquet'");
      row.next();
      System.out.println("parquet " + row.getString(1) + " " + row.getString(2));
      System.out.print("json " + Files.readString(Path.of("sum.json")));
    }
  }
}
END
java -cp 'lib/*' Sum.java > seen.txt

cat > expected.txt << 'END'
total DOUBLE null
cast_total FIXED_LEN_BYTE_ARRAY DECIMAL
parquet 9007199254740992 9007199254740993
json {"total":9007199254740993,"cast_total":9007199254740993}
END
diff expected.txt seen.txt && echo 'as found'
