#!/usr/bin/env bash
# S3Proxy copies over an object that a condition of the copy protects, though it keeps to the same
# condition of a PUT.
#
# s3proxy 4.1.0, provider transient-nio2.
# `If-None-Match: *` asks for a write only where the key is free. PUT answers 412 where it is not.
# CopyObject passes the header over, answers 200 and replaces the object. S3 has the
# condition for both (CopyObject in the API reference).
# And "in//b.csv" is another key than "in/b.csv" in S3; S3Proxy's file systems make one of them, so
# the second PUT replaces the first.
#
# Why it matters here: a lock or a marker made by a conditional copy is taken by two at once in a
# test that passes, and keys of producers with a doubled slash cannot be tested at all.
#
# Seen:
#   PUT 412, GET 200 first
#   copy 200, GET 200 second
#   in/b.csv: 200 two slashes
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
    String[] onlyNew = {"Content-Type", "text/csv", "If-None-Match", "*"};
    store.call("PUT", "/landing/lock", "first", "Content-Type", "text/csv");
    store.call("PUT", "/landing/other", "second", "Content-Type", "text/csv");
    System.out.println(
        "PUT " + store.call("PUT", "/landing/lock", "second", onlyNew).substring(0, 3) + ", GET "
            + store.call("GET", "/landing/lock", ""));
    String copied =
        store.call("PUT", "/landing/lock", "", "x-amz-copy-source", "/landing/other",
            "If-None-Match", "*");
    System.out.println(
        "copy " + copied.substring(0, 3) + ", GET " + store.call("GET", "/landing/lock", ""));
    store.call("PUT", "/landing/in/b.csv", "one slash", "Content-Type", "text/csv");
    store.call("PUT", "/landing/in//b.csv", "two slashes", "Content-Type", "text/csv");
    System.out.println("in/b.csv: " + store.call("GET", "/landing/in/b.csv", ""));
    System.exit(0);
  }
}
END
java -cp '.:lib/*' Store.java > seen.txt 2> log.txt || { cat log.txt; exit 1; }

cat > expected.txt << 'END'
PUT 412, GET 200 first
copy 200, GET 200 second
in/b.csv: 200 two slashes
END
diff expected.txt seen.txt && echo 'as found'
