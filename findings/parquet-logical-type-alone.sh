#!/usr/bin/env bash
# Two readers of one Parquet file see two types where a writer gives the new annotation alone.
#
# hyparquet-writer 0.17.0 (npm) writes, duckdb_jdbc 1.4.1.0 and parquet-hadoop 1.16.0 read.
# Parquet annotates a column twice: convertedType (old) and logicalType (new). With logicalType
# alone, parquet-java gives DECIMAL(11,2), DATE, STRING. DuckDB takes TIMESTAMP from it, but not
# DECIMAL, DATE and STRING: 123.45 is the BIGINT 12345, a day is the INTEGER 19753, a text is a BLOB.
# No error. With convertedType TIMESTAMP_MICROS alone it is the other way about: the format
# says that it means UTC, parquet-java says isAdjustedToUTC = true, DuckDB gives a TIMESTAMP
# without time zone.
#
# Why it matters here: a proposal of columns made with one reader is wrong by a factor of 100 for
# a file that the other reads well. Look at both annotations of the footer.
#
# Seen:
#   decimal | parquet-java DECIMAL(11,2) | DuckDB BIGINT 12345
#   date | parquet-java DATE | DuckDB INTEGER 19753
#   string | parquet-java STRING | DuckDB BLOB Ada
#   logical_at | parquet-java TIMESTAMP(MICROS,true) | DuckDB TIMESTAMP WITH TIME ZONE
#   converted_at | parquet-java TIMESTAMP(MICROS,true) | DuckDB TIMESTAMP
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

jars org.duckdb:duckdb_jdbc:1.4.1.0 org.apache.parquet:parquet-hadoop:1.16.0 \
  org.apache.hadoop:hadoop-client-api:3.4.2 org.slf4j:slf4j-nop:1.7.36
npm install --silent --no-save --ignore-scripts hyparquet-writer@0.17.0 > /dev/null

cat > write.mjs << 'END'
import { writeFileSync } from 'node:fs'
import { parquetWriteBuffer } from 'hyparquet-writer'

function write(name, column, value) {
  const schema = [{ name: 'root', num_children: 1 }, { name, repetition_type: 'OPTIONAL', ...column }]
  const buffer = parquetWriteBuffer({ schema, columnData: [{ name, data: [value] }] })
  writeFileSync(`${name}.parquet`, Buffer.from(buffer))
}

write('decimal', { type: 'INT64', logical_type: { type: 'DECIMAL', precision: 11, scale: 2 } }, 12345n)
write('date', { type: 'INT32', logical_type: { type: 'DATE' } }, 19753)
write('string', { type: 'BYTE_ARRAY', logical_type: { type: 'STRING' } }, 'Ada')
const at = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' }
write('logical_at', { type: 'INT64', logical_type: at }, new Date('2024-01-31T10:00:00Z'))
write('converted_at', { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }, new Date('2024-01-31T10:00:00Z'))
END
node write.mjs

cat > Types.java << 'END'
import java.nio.file.Path;
import java.sql.DriverManager;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

public class Types {
  static final ParquetReadOptions OPTIONS =
      ParquetReadOptions.builder(new PlainParquetConfiguration()).build();

  public static void main(String[] names) throws Exception {
    for (String name : names) {
      String file = name + ".parquet";
      try (var reader = ParquetFileReader.open(new LocalInputFile(Path.of(file)), OPTIONS);
          var connection = DriverManager.getConnection("jdbc:duckdb:");
          var statement = connection.createStatement();
          var row = statement.executeQuery(
              "SELECT typeof(" + name + "), " + name + "::VARCHAR FROM '" + file + "'")) {
        row.next();
        System.out.println(
            name + " | parquet-java "
            + reader.getFileMetaData().getSchema().getType(0).getLogicalTypeAnnotation()
            + " | DuckDB " + row.getString(1)
            + (name.endsWith("at") ? "" : " " + row.getString(2)));
      }
    }
  }
}
END
java -cp 'lib/*' Types.java decimal date string logical_at converted_at > seen.txt 2> log.txt \
  || { cat log.txt; exit 1; }

cat > expected.txt << 'END'
decimal | parquet-java DECIMAL(11,2) | DuckDB BIGINT 12345
date | parquet-java DATE | DuckDB INTEGER 19753
string | parquet-java STRING | DuckDB BLOB Ada
logical_at | parquet-java TIMESTAMP(MICROS,true) | DuckDB TIMESTAMP WITH TIME ZONE
converted_at | parquet-java TIMESTAMP(MICROS,true) | DuckDB TIMESTAMP
END
diff expected.txt seen.txt && echo 'as found'
