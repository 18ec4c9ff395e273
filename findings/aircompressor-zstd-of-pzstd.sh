#!/usr/bin/env bash
# aircompressor cannot read what `pzstd` writes, nor `zstd --long=27` or `--ultra -22` from a pipe.
#
# aircompressor 2.0.2, zstd-jni 1.5.7-4, Debian zstd 1.5.4+dfsg2-5.
# pzstd puts a skippable frame in front of every frame (RFC 8878, 3.1.2): "Invalid magic prefix".
# A compressor that reads a pipe does not know the length and writes the window size of its level:
# 128 MB with --long=27, also with --ultra -22: "Window size too large", though the texts have
# 1.2 MB and 100 kB. zstd-jni reads all three. RFC 8878 recommends that decoders take 8 MB at least.
#
# Why it matters here: exports are compressed with pzstd and `zstd --long`. COPY reads them or not
# by its own library; a preview by aircompressor must not say that the file is not zstd.
#
# Seen:
#   plain.zst | aircompressor: 1288895 bytes | zstd-jni: 1288895 bytes
#   pzstd.zst | aircompressor: Invalid magic prefix: 184d2a50 | zstd-jni: 1288895 bytes
#   long.zst | aircompressor: Window size too large (not yet supported) | zstd-jni: 1288895 bytes
#   ultra.zst | aircompressor: Window size too large (not yet supported) | zstd-jni: 100000 bytes
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

jars io.airlift:aircompressor:2.0.2 com.github.luben:zstd-jni:1.5.7-4
apt-get download -qq -o APT::Sandbox::User=root zstd=1.5.4+dfsg2-5
dpkg -x zstd_*.deb zstd

seq 1 200000 > text
zstd/usr/bin/zstd -q text -o plain.zst
zstd/usr/bin/pzstd -q -p 2 text -o pzstd.zst
cat text | zstd/usr/bin/zstd --long=27 -c > long.zst
head -c 100000 text | zstd/usr/bin/zstd --ultra -22 -c > ultra.zst

cat > Read.java << 'END'
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

public class Read {
  interface Opener {
    InputStream open(InputStream in) throws Exception;
  }

  static String read(String file, Opener opener) throws Exception {
    try (var in = opener.open(Files.newInputStream(Path.of(file)))) {
      return in.readAllBytes().length + " bytes";
    } catch (io.airlift.compress.MalformedInputException e) {
      return e.getMessage().replaceAll(": offset=.*", "");
    }
  }

  public static void main(String[] files) throws Exception {
    for (String file : files) {
      System.out.println(
          file + " | aircompressor: " + read(file, io.airlift.compress.zstd.ZstdInputStream::new)
          + " | zstd-jni: " + read(file, com.github.luben.zstd.ZstdInputStream::new));
    }
  }
}
END
java -cp 'lib/*' Read.java plain.zst pzstd.zst long.zst ultra.zst > seen.txt

cat > expected.txt << 'END'
plain.zst | aircompressor: 1288895 bytes | zstd-jni: 1288895 bytes
pzstd.zst | aircompressor: Invalid magic prefix: 184d2a50 | zstd-jni: 1288895 bytes
long.zst | aircompressor: Window size too large (not yet supported) | zstd-jni: 1288895 bytes
ultra.zst | aircompressor: Window size too large (not yet supported) | zstd-jni: 100000 bytes
END
diff expected.txt seen.txt && echo 'as found'
