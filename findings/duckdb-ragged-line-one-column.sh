#!/usr/bin/env bash
# One line of another length makes DuckDB read the whole CSV file as one column, without an error.
#
# duckdb_jdbc 1.4.1.0, read_csv with its defaults.
# A report whose last line is "(2 rows affected)", or one row with a comma too many: the sniffer
# finds no comma dialect that fits every line, settles on a dialect with one column, names it
# "id,name", and the query succeeds with as many rows as lines. `ignore_errors = true`, which is
# meant to drop rows, brings the two columns back.
#
# Why it matters here: a look at a file with DuckDB shows another table than COPY, which refuses
# the one line (1214, delimiter not found) and loads the others under MAXERROR.
#
# Seen:
#   'clean.csv' -> [id] [name] / [1] [Ada] / [2] [Bob]
#   'trailer.csv' -> [id,name] / [1,Ada] / [2,Bob] / [(2 rows affected)]
#   'long-row.csv' -> [id,name] / [1,Ada] / [2,Bob,x] / [3,Eve]
#   'trailer.csv', ignore_errors = true -> [id] [name] / [1] [Ada] / [2] [Bob]
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

printf 'id,name\n1,Ada\n2,Bob\n' > clean.csv
printf 'id,name\n1,Ada\n2,Bob\n(2 rows affected)\n' > trailer.csv
printf 'id,name\n1,Ada\n2,Bob,x\n3,Eve\n' > long-row.csv

cat > Sniff.java << 'END'
import java.sql.DriverManager;
import java.util.StringJoiner;

public class Sniff {
  public static void main(String[] queries) throws Exception {
    for (String query : queries) {
      try (var connection = DriverManager.getConnection("jdbc:duckdb:");
          var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT * FROM read_csv(" + query + ")")) {
        int columns = rows.getMetaData().getColumnCount();
        var text = new StringJoiner(" ");
        for (int i = 1; i <= columns; i++) {
          text.add("[" + rows.getMetaData().getColumnName(i) + "]");
        }
        while (rows.next()) {
          text.add("/");
          for (int i = 1; i <= columns; i++) {
            text.add("[" + rows.getString(i) + "]");
          }
        }
        System.out.println(query + " -> " + text);
      }
    }
  }
}
END
java -cp 'lib/*' Sniff.java "'clean.csv'" "'trailer.csv'" "'long-row.csv'" \
  "'trailer.csv', ignore_errors = true" > seen.txt

cat > expected.txt << 'END'
'clean.csv' -> [id] [name] / [1] [Ada] / [2] [Bob]
'trailer.csv' -> [id,name] / [1,Ada] / [2,Bob] / [(2 rows affected)]
'long-row.csv' -> [id,name] / [1,Ada] / [2,Bob,x] / [3,Eve]
'trailer.csv', ignore_errors = true -> [id] [name] / [1] [Ada] / [2] [Bob]
END
diff expected.txt seen.txt && echo 'as found'
