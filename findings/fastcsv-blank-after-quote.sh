#!/usr/bin/env bash
# FastCSV 4 refuses a blank between a closing quote and the delimiter, which FastCSV 3 read, and
# says so in an exception whose own message does not.
#
# fastcsv 4.0.0 against 3.4.0; commons-csv 1.14.1, univocity-parsers 2.9.1 for comparison.
# `"id" ,"name"` (fixed-width exports and report tools write it): 3.4.0 gives `id |name` with the
# blank as part of the value, commons-csv and univocity give `id|name`, 4.0.0 throws
# CsvParseException "Exception when reading first record"; the character and the reason are in its
# cause only. CsvParseException is neither an IOException nor an IllegalArgumentException: a caller
# that guards against "a file cannot be read" or "a value is wrong" lets it through.
#
# Why it matters here: a header line that other readers take stops the load, and a log of the
# message alone does not name the fault.
#
# Seen:
#   fastcsv 3.4.0
#   id |name
#   fastcsv 4.0.0
#   CsvParseException: Exception when reading first record
#   cause: Unexpected character after closing quote: ' ' (0x20)
#   commons-csv, univocity
#   id|name
#   id|name
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

cat > Header.java << 'END'
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;

public class Header {
  public static void main(String[] args) {
    try (var reader = CsvReader.builder().ofCsvRecord("\"id\" ,\"name\"\n")) {
      System.out.println(String.join("|", reader.iterator().next().getFields()));
    } catch (IOException | IllegalArgumentException e) {
      System.out.println("caught by a guard: " + e);
    } catch (RuntimeException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      System.out.println("cause: " + e.getCause().getMessage());
    }
  }
}
END
cat > Others.java << 'END'
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.StringReader;
import org.apache.commons.csv.CSVFormat;

public class Others {
  public static void main(String[] args) throws Exception {
    String line = "\"id\" ,\"name\"\n";
    System.out.println(
        String.join("|", CSVFormat.RFC4180.parse(new StringReader(line)).iterator().next()));
    System.out.println(
        String.join("|", new CsvParser(new CsvParserSettings()).parseLine(line.strip())));
  }
}
END
for version in 3.4.0 4.0.0; do
  jars "de.siegmar:fastcsv:$version"
  echo "fastcsv $version"
  java -cp 'lib/*' Header.java
  rm -r lib
done > seen.txt
jars org.apache.commons:commons-csv:1.14.1 com.univocity:univocity-parsers:2.9.1
{ echo 'commons-csv, univocity'; java -cp 'lib/*' Others.java; } >> seen.txt

cat > expected.txt << 'END'
fastcsv 3.4.0
id |name
fastcsv 4.0.0
CsvParseException: Exception when reading first record
cause: Unexpected character after closing quote: ' ' (0x20)
commons-csv, univocity
id|name
id|name
END
diff expected.txt seen.txt && echo 'as found'
