#!/usr/bin/env bash
# ORC moves a timestamp of the last second before 1970 one second later, unless it is within the
# first millisecond of that second.
#
# orc-core 2.2.0 (orc-format 1.1.0), time zone UTC.
# 1969-12-31 23:59:59.5 is read back as 1970-01-01 00:00:00.5, by the library that wrote it, with
# no error. The format keeps seconds and nanoseconds apart; the writer rounds negative seconds
# towards zero and the reader takes one off again where the seconds are negative. Of that one
# second they are 0, so nothing is taken off. The second before and the second after are right.
# In Vienna it is the second before 01:00 of 1970: the zone of the writer decides which one.
#
# Why it matters here: "the last moment before the epoch" is used for "no date". It comes out of
# ORC on the other side of the epoch, so `< '1970-01-01'` no longer finds it.
#
# Seen:
#   UTC 1969-12-31 23:59:58.5
#   UTC 1969-12-31 23:59:59.0
#   UTC 1969-12-31 23:59:59.0009
#   UTC 1969-12-31 23:59:59.5 read as 1970-01-01 00:00:00.5
#   UTC 1969-12-31 23:59:59.999999 read as 1970-01-01 00:00:00.999999
#   UTC 1970-01-01 00:59:59.5
#   Europe/Vienna 1969-12-31 23:59:58.5
#   Europe/Vienna 1969-12-31 23:59:59.0
#   Europe/Vienna 1969-12-31 23:59:59.0009
#   Europe/Vienna 1969-12-31 23:59:59.5
#   Europe/Vienna 1969-12-31 23:59:59.999999
#   Europe/Vienna 1970-01-01 00:59:59.5 read as 1970-01-01 01:00:00.5
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

jars org.apache.orc:orc-core:2.2.0 org.apache.hive:hive-storage-api:4.0.1 \
  com.google.protobuf:protobuf-java:3.25.8 org.apache.hadoop:hadoop-client-api:3.4.2 \
  org.apache.hadoop:hadoop-client-runtime:3.4.2

cat > Epoch.java << 'END'
import java.sql.Timestamp;
import java.util.TimeZone;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;

public class Epoch {
  static final String[] TIMES = {
    "1969-12-31 23:59:58.5", "1969-12-31 23:59:59.0", "1969-12-31 23:59:59.0009",
    "1969-12-31 23:59:59.5", "1969-12-31 23:59:59.999999", "1970-01-01 00:59:59.5"
  };

  public static void main(String[] zones) throws Exception {
    for (String zone : zones) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      var configuration = new Configuration();
      var file = new Path(zone.replace('/', '-') + ".orc");
      var schema = TypeDescription.fromString("struct<at:timestamp>");
      var batch = schema.createRowBatch();
      var at = (TimestampColumnVector) batch.cols[0];
      try (var writer =
          OrcFile.createWriter(file, OrcFile.writerOptions(configuration).setSchema(schema))) {
        for (String time : TIMES) {
          at.set(batch.size++, Timestamp.valueOf(time));
        }
        writer.addRowBatch(batch);
      }
      try (var rows =
          OrcFile.createReader(file, OrcFile.readerOptions(configuration)).rows()) {
        rows.nextBatch(batch);
        for (int i = 0; i < batch.size; i++) {
          String read = at.asScratchTimestamp(i).toString();
          System.out.println(
              zone + " " + TIMES[i] + (read.equals(TIMES[i]) ? "" : " read as " + read));
        }
      }
    }
  }
}
END
java -cp 'lib/*' Epoch.java UTC Europe/Vienna > seen.txt 2> log.txt || { cat log.txt; exit 1; }

cat > expected.txt << 'END'
UTC 1969-12-31 23:59:58.5
UTC 1969-12-31 23:59:59.0
UTC 1969-12-31 23:59:59.0009
UTC 1969-12-31 23:59:59.5 read as 1970-01-01 00:00:00.5
UTC 1969-12-31 23:59:59.999999 read as 1970-01-01 00:00:00.999999
UTC 1970-01-01 00:59:59.5
Europe/Vienna 1969-12-31 23:59:58.5
Europe/Vienna 1969-12-31 23:59:59.0
Europe/Vienna 1969-12-31 23:59:59.0009
Europe/Vienna 1969-12-31 23:59:59.5
Europe/Vienna 1969-12-31 23:59:59.999999
Europe/Vienna 1970-01-01 00:59:59.5 read as 1970-01-01 01:00:00.5
END
diff expected.txt seen.txt && echo 'as found'
