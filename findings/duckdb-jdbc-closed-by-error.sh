#!/usr/bin/env bash
# A DuckDB JDBC Statement is closed by the first query that fails.
#
# duckdb_jdbc 1.4.1.0; h2 2.4.240 for comparison.
# After an SQLException of executeQuery the same Statement answers "Statement was closed" to
# everything, and isClosed() is true. With other drivers (H2 below) a Statement is used again after
# an error; JDBC's Javadoc has close() of the Statement or of its connection close it. A
# PreparedStatement behaves likewise, so a loop over rows that catches the error of one row fails
# for all the others with an error that is not theirs.
#
# Why it matters here: tests and local tools that try a file after a bad one see the second fail.
#
# Seen:
#   jdbc:h2:mem: closed: false, next query: fine; prepared closed: false, next: fine
#   jdbc:duckdb: closed: true, next query: Statement was closed; prepared closed: true, next: Statement was closed
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

jars org.duckdb:duckdb_jdbc:1.4.1.0 com.h2database:h2:2.4.240

cat > Reuse.java << 'END'
import java.sql.DriverManager;
import java.sql.SQLException;

public class Reuse {
  public static void main(String[] urls) throws Exception {
    for (String url : urls) {
      try (var connection = DriverManager.getConnection(url)) {
        var statement = connection.createStatement();
        var prepared = connection.prepareStatement("SELECT CAST(? AS INTEGER)");
        fails(() -> statement.executeQuery("SELECT * FROM no_such_table"));
        String after = fails(() -> statement.executeQuery("SELECT 1"));
        prepared.setString(1, "no number");
        fails(() -> prepared.executeQuery().next());
        String afterPrepared =
            fails(
                () -> {
                  prepared.setString(1, "1");
                  prepared.executeQuery();
                });
        System.out.println(
            url + " closed: " + statement.isClosed() + ", next query: " + after
                + "; prepared closed: " + prepared.isClosed() + ", next: " + afterPrepared);
      }
    }
  }

  interface Call {
    void run() throws SQLException;
  }

  static String fails(Call call) {
    try {
      call.run();
      return "fine";
    } catch (SQLException e) {
      return e.getMessage().lines().findFirst().orElse("");
    }
  }
}
END
java -cp 'lib/*' Reuse.java jdbc:h2:mem: jdbc:duckdb: > seen.txt

cat > expected.txt << 'END'
jdbc:h2:mem: closed: false, next query: fine; prepared closed: false, next: fine
jdbc:duckdb: closed: true, next query: Statement was closed; prepared closed: true, next: Statement was closed
END
diff expected.txt seen.txt && echo 'as found'
