#!/usr/bin/env bash
# Super CSV changes the line breaks within values, on the way out and on the way in.
#
# super-csv 2.4.0, STANDARD_PREFERENCE; fastcsv 4.0.0 for comparison.
# The writer turns LF, CR and CRLF within a value into its own end of line, CRLF; the reader turns
# a CRLF within a value into LF. RFC 4180 keeps what is between the quotes. So "x\ny" is written
# as "x\r\ny" for every other reader, and
# only a round trip through Super CSV itself gives the same text back (of a CR not even that).
#
# Why it matters here: lengths and hashes of loaded texts differ from the source's, and a text that
# filled its VARCHAR to the last byte is too long by one byte for each line.
#
# Seen:
#   x<LF>y written and read by super-csv: x<LF>y, by fastcsv: x<CR><LF>y
#   x<CR>y written and read by super-csv: x<LF>y, by fastcsv: x<CR><LF>y
#   x<CR><LF>y written and read by super-csv: x<LF>y, by fastcsv: x<CR><LF>y
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

jars net.sf.supercsv:super-csv:2.4.0 de.siegmar:fastcsv:4.0.0

cat > Breaks.java << 'END'
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.StringReader;
import java.io.StringWriter;
import org.supercsv.io.CsvListReader;
import org.supercsv.io.CsvListWriter;
import org.supercsv.prefs.CsvPreference;

public class Breaks {
  public static void main(String[] args) throws Exception {
    for (String value : new String[] {"x\ny", "x\ry", "x\r\ny"}) {
      var file = new StringWriter();
      try (var writer = new CsvListWriter(file, CsvPreference.STANDARD_PREFERENCE)) {
        writer.write("1", value);
      }
      String text = file.toString();
      String itself;
      try (var reader =
          new CsvListReader(new StringReader(text), CsvPreference.STANDARD_PREFERENCE)) {
        itself = reader.read().get(1);
      }
      String other;
      try (var reader = CsvReader.builder().ofCsvRecord(text)) {
        other = reader.iterator().next().getField(1);
      }
      System.out.println(
          show(value) + " written and read by super-csv: " + show(itself) + ", by fastcsv: "
              + show(other));
    }
  }

  static String show(String text) {
    return text.replace("\r", "<CR>").replace("\n", "<LF>");
  }
}
END
java -cp 'lib/*' Breaks.java > seen.txt 2> log.txt || { cat log.txt; exit 1; }

cat > expected.txt << 'END'
x<LF>y written and read by super-csv: x<LF>y, by fastcsv: x<CR><LF>y
x<CR>y written and read by super-csv: x<LF>y, by fastcsv: x<CR><LF>y
x<CR><LF>y written and read by super-csv: x<LF>y, by fastcsv: x<CR><LF>y
END
diff expected.txt seen.txt && echo 'as found'
