#!/usr/bin/env bash
# Iceberg's folder of a partition does not give the value back: NULL and the text "null" share one,
# and a blank is a plus.
#
# iceberg-api 1.10.0, PartitionSpec.partitionToPath; s3-event-notifications 2.33.0 decodes.
# `city=null` is NULL and "null" (Hive and Spark write __HIVE_DEFAULT_PARTITION__), `city=New+York`
# is "New York" (Hive and Spark leave the blank). Iceberg does not read these paths, it keeps the
# values in its metadata; others do. S3's events then encode the key once more, and a key decoded as
# it should be still has the plus: to decode twice gives the blank, but breaks the "a+b" of Hive.
#
# Why it matters here: a column taken out of the key of an object means NULL or a text, a blank or
# a plus, depending on who wrote the folder.
#
# Seen:
#   "New York" -> city=New+York
#   "a+b" -> city=a%2Bb
#   "a/b" -> city=a%2Fb
#   "null" -> city=null
#   NULL -> city=null
#   city%3DNew%2BYork/1.parquet decoded: city=New+York/1.parquet
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

jars org.apache.iceberg:iceberg-api:1.10.0 software.amazon.awssdk:s3-event-notifications:2.33.0 \
  org.slf4j:slf4j-nop:2.0.17

cat > Folders.java << 'END'
import java.util.Arrays;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Types;
import software.amazon.awssdk.eventnotifications.s3.model.S3Object;

public class Folders {
  record Row(Object value) implements StructLike {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public <T> T get(int position, Class<T> type) {
      return type.cast(value);
    }

    @Override
    public <T> void set(int position, T newValue) {
      throw new UnsupportedOperationException();
    }
  }

  public static void main(String[] args) {
    var schema = new Schema(Types.NestedField.optional(1, "city", Types.StringType.get()));
    var spec = PartitionSpec.builderFor(schema).identity("city").build();
    for (String city : Arrays.asList("New York", "a+b", "a/b", "null", null)) {
      String value = city == null ? "NULL" : '"' + city + '"';
      System.out.println(value + " -> " + spec.partitionToPath(new Row(city)));
    }
    var object = new S3Object("city%3DNew%2BYork/1.parquet", 1L, "", "", "");
    System.out.println(object.getKey() + " decoded: " + object.getUrlDecodedKey());
  }
}
END
java -cp 'lib/*' Folders.java > seen.txt

cat > expected.txt << 'END'
"New York" -> city=New+York
"a+b" -> city=a%2Bb
"a/b" -> city=a%2Fb
"null" -> city=null
NULL -> city=null
city%3DNew%2BYork/1.parquet decoded: city=New+York/1.parquet
END
diff expected.txt seen.txt && echo 'as found'
