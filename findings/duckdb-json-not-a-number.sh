#!/usr/bin/env bash
# DuckDB's COPY ... TO (FORMAT json) writes NaN and Infinity bare, which is not JSON.
#
# duckdb_jdbc 1.4.1.0; jackson-databind 2.20.0 as the judge.
# A DOUBLE that is NaN or infinite, a value like any other to DuckDB, comes out as {"v":NaN}.
# RFC 8259, 6, has no such number; Jackson refuses the line. DuckDB itself reads it back.
#
# Why it matters here: one such value among millions makes COPY ... JSON refuse the line (or the
# file), and the fault is in a number that DuckDB itself shows without complaint.
#
# Seen:
#   {"v":0.5} JSON 0.5
#   {"v":NaN} not JSON
#   {"v":Infinity} not JSON
#   {"v":-Infinity} not JSON
#   DuckDB reads 4 rows, finite are 1
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

jars org.duckdb:duckdb_jdbc:1.4.1.0 com.fasterxml.jackson.core:jackson-databind:2.20.0

cat > Json.java << 'END'
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

public class Json {
  public static void main(String[] args) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT unnest(['0.5', 'nan', 'inf', '-inf'])::DOUBLE AS v) TO 'v.json'");
      for (String line : Files.readAllLines(Path.of("v.json"))) {
        try {
          System.out.println(line + " JSON " + new ObjectMapper().readTree(line).get("v"));
        } catch (JsonProcessingException e) {
          System.out.println(line + " not JSON");
        }
      }
      var rows = statement.executeQuery("SELECT count(*) FROM 'v.json' WHERE isfinite(v)");
      rows.next();
      System.out.println("DuckDB reads 4 rows, finite are " + rows.getInt(1));
    }
  }
}
END
java -cp 'lib/*' Json.java > seen.txt

cat > expected.txt << 'END'
{"v":0.5} JSON 0.5
{"v":NaN} not JSON
{"v":Infinity} not JSON
{"v":-Infinity} not JSON
DuckDB reads 4 rows, finite are 1
END
diff expected.txt seen.txt && echo 'as found'
