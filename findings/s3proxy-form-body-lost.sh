#!/usr/bin/env bash
# S3Proxy stores an empty object, and answers 200, when a PUT says that its body is a form.
#
# s3proxy 4.1.0, provider transient-nio2.
# PUT with Content-Type application/x-www-form-urlencoded, which is what `curl -d` sends and what
# some HTTP clients put in for themselves: nothing is left of the body (a servlet container reads
# such a body as parameters). The object has 0 bytes. S3 stores a body whatever its type says. A PUT
# of the same body as text/csv is stored.
# (Its pom on its own gives a class path on which it does not start: Jackson 3 wants
# jackson-annotations 2.20 or later, Maven picks an older one. It is pinned below.)
#
# Why it matters here: a file that was put into a local store by hand is empty, without an error,
# and what is tested next looks like a fault of the loader.
#
# Seen:
#   text/csv: PUT 200, GET 200 1,Ada
#   application/x-www-form-urlencoded: PUT 200, GET 200
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

jars com.fasterxml.jackson.core:jackson-annotations:2.21 org.gaul:s3proxy:4.1.0

cat > logback.xml << 'END'
<configuration />
END
cat > Store.java << 'END'
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** S3Proxy in this process, and one line of output per request. */
public class Store {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  Store() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    address = "http://127.0.0.1:" + port;
    var settings = Path.of("s3proxy.properties");
    Files.writeString(
        settings,
        "s3proxy.authorization=none\ns3proxy.endpoint=" + address
            + "\njclouds.provider=transient-nio2\njclouds.identity=-\njclouds.credential=-\n");
    org.gaul.s3proxy.Main.main(new String[] {"--properties", settings.toString()});
    call("PUT", "/landing", "");
  }

  String call(String method, String path, String body, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    var response = client.send(request.build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  public static void main(String[] args) throws Exception {
    var store = new Store();
    for (String type : new String[] {"text/csv", "application/x-www-form-urlencoded"}) {
      String put = store.call("PUT", "/landing/a.csv", "1,Ada\n", "Content-Type", type);
      String get = store.call("GET", "/landing/a.csv", "");
      System.out.println(type + ": PUT " + put.strip() + ", GET " + get.strip());
    }
    System.exit(0);
  }
}
END
java -cp '.:lib/*' Store.java > seen.txt 2> log.txt || { cat log.txt; exit 1; }

cat > expected.txt << 'END'
text/csv: PUT 200, GET 200 1,Ada
application/x-www-form-urlencoded: PUT 200, GET 200
END
diff expected.txt seen.txt && echo 'as found'
