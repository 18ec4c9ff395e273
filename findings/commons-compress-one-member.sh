#!/usr/bin/env bash
# The same call of Commons Compress reads all frames of a zstd file, but only the first member of a
# gzip, bzip2 or xz file, and reports the end of the file there.
#
# commons-compress 1.28.0 (zstd-jni 1.5.7-4, xz 1.10), Debian pbzip2 1.1.13-1.
# CompressorStreamFactory().createCompressorInputStream(in) recognises the format by itself. For
# gzip, bzip2 and xz it stops after the first member unless the factory was made with `true`
# (decompressUntilEOF); for zstd that argument makes no difference. There is no error, and the rest
# of the file is not read.
#
# Why it matters here: pbzip2 writes one member per block, and `cat a.gz b.gz` is a common way to
# join files. Of the file below 92 % of the text are missing after a clean end.
#
# Seen:
#   two members, gz: 100000 of 1288895
#   two members, bzip2: 100000 of 1288895
#   two members, xz: 100000 of 1288895
#   two members, zstd: 1288895 of 1288895
#   pbzip2.bz2: 100000 of 1288895
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

jars org.apache.commons:commons-compress:1.28.0 com.github.luben:zstd-jni:1.5.7-4 \
  org.tukaani:xz:1.10
apt-get download -qq -o APT::Sandbox::User=root pbzip2=1.1.13-1
dpkg -x pbzip2_*.deb pbzip2

seq 1 200000 > text
pbzip2/usr/bin/pbzip2 -k -c -q -p2 -b1 text > pbzip2.bz2
cat > Members.java << 'END'
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

public class Members {
  static int read(boolean untilEnd, byte[] file) throws Exception {
    InputStream bytes = new BufferedInputStream(new ByteArrayInputStream(file));
    try (var in = new CompressorStreamFactory(untilEnd).createCompressorInputStream(bytes)) {
      return in.readAllBytes().length;
    }
  }

  public static void main(String[] args) throws Exception {
    byte[] text = Files.readAllBytes(Path.of("text"));
    for (String format : new String[] {"gz", "bzip2", "xz", "zstd"}) {
      var file = new ByteArrayOutputStream();
      for (byte[] part :
          new byte[][] {
            Arrays.copyOf(text, 100_000), Arrays.copyOfRange(text, 100_000, text.length)
          }) {
        try (var out = new CompressorStreamFactory().createCompressorOutputStream(format, file)) {
          out.write(part);
        }
      }
      print("two members, " + format, file.toByteArray());
    }
    print("pbzip2.bz2", Files.readAllBytes(Path.of("pbzip2.bz2")));
  }

  static void print(String name, byte[] file) throws Exception {
    System.out.println(name + ": " + read(false, file) + " of " + read(true, file));
  }
}
END
java -cp 'lib/*' Members.java > seen.txt

cat > expected.txt << 'END'
two members, gz: 100000 of 1288895
two members, bzip2: 100000 of 1288895
two members, xz: 100000 of 1288895
two members, zstd: 1288895 of 1288895
pbzip2.bz2: 100000 of 1288895
END
diff expected.txt seen.txt && echo 'as found'
