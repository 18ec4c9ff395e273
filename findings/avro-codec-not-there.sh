#!/usr/bin/env bash
# Avro for Java says of a snappy file that the codec is unknown, and of a zstandard or xz file says
# nothing until the first row is asked for, when the library of the codec is not on the class path.
#
# avro 1.12.0, whose pom leaves snappy-java, zstd-jni and xz out (optional).
# snappy: "Unrecognized codec: snappy" already from the constructor of DataFileReader, although only
# the block needs it and Avro knows the name. zstandard and xz: the constructor and getSchema()
# work, next() throws NoClassDefFoundError, an Error, past every catch of Exception.
#
# Why it matters here: Spark, Hive and Kafka Connect write snappy. A tool that reads only the
# schema of a file works for the two rare codecs and fails for the most common one, with a message
# that sends the reader after the file.
#
# Seen:
#   deflate.avro Sale {"id": 1}
#   snappy.avro open: AvroRuntimeException: Unrecognized codec: snappy
#   zstandard.avro first row: NoClassDefFoundError: ZstdInputStreamNoFinalizer
#   xz.avro first row: NoClassDefFoundError: XZInputStream
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

jars org.apache.avro:avro:1.12.0 org.xerial.snappy:snappy-java:1.1.10.7 \
  com.github.luben:zstd-jni:1.5.7-4 org.tukaani:xz:1.10 org.slf4j:slf4j-nop:2.0.17

cat > Codecs.java << 'END'
import java.io.File;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

public class Codecs {
  static final String[] CODECS = {"deflate", "snappy", "zstandard", "xz"};

  public static void main(String[] args) throws Exception {
    for (String codec : CODECS) {
      File file = new File(codec + ".avro");
      if (args[0].equals("write")) {
        write(codec, file);
      } else {
        read(file);
      }
    }
  }

  static void write(String codec, File file) throws Exception {
    var schema = SchemaBuilder.record("Sale").fields().requiredLong("id").endRecord();
    try (var writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
      writer.setCodec(CodecFactory.fromString(codec)).create(schema, file);
      writer.append(new GenericRecordBuilder(schema).set("id", 1L).build());
    }
  }

  static void read(File file) {
    String step = "open";
    try (var reader = new DataFileReader<GenericRecord>(file, new GenericDatumReader<>())) {
      step = "first row";
      System.out.println(file + " " + reader.getSchema().getName() + " " + reader.next());
    } catch (Throwable e) {
      System.out.println(file + " " + step + ": " + e.getClass().getSimpleName() + ": "
          + e.getMessage().replaceAll(".*/", ""));
    }
  }
}
END
java -cp 'lib/*' Codecs.java write
rm lib/snappy-java-* lib/zstd-jni-* lib/xz-*
java -cp 'lib/*' Codecs.java read > seen.txt

cat > expected.txt << 'END'
deflate.avro Sale {"id": 1}
snappy.avro open: AvroRuntimeException: Unrecognized codec: snappy
zstandard.avro first row: NoClassDefFoundError: ZstdInputStreamNoFinalizer
xz.avro first row: NoClassDefFoundError: XZInputStream
END
diff expected.txt seen.txt && echo 'as found'
