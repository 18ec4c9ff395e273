#!/usr/bin/env bash
# ElasticMQ refuses what SQS takes (a second delete) and takes what SQS refuses (a message over the
# queue's MaximumMessageSize, a visibility timeout over 12 hours).
#
# elasticmq-rest-sqs_2.13 1.7.1, with its limits on (they are by default).
# DeleteMessage with a receipt that was used, or with the one of an earlier receive: 400
# ReceiptHandleIsInvalid. SQS's FAQ says that the delete of a deleted message succeeds, its API
# reference that with an older receipt the request succeeds though the message may stay. A queue
# with MaximumMessageSize 1024 takes a body of 5000 bytes, and ReceiveMessage takes a
# VisibilityTimeout of 50000 where the reference ends at 43200.
#
# Why it matters here: at-least-once readers delete twice as a matter of course. In a test with
# ElasticMQ that is an error, so either the test or the handling of a true error is bent.
#
# Seen:
#   5000 bytes where 1024 are the most: 200
#   hidden for 50000 seconds: true
#   by the older receipt: 400 ReceiptHandleIsInvalid
#   by the newer receipt: 200
#   by the newer receipt again: 400 ReceiptHandleIsInvalid
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

jars org.elasticmq:elasticmq-rest-sqs_2.13:1.7.1 org.slf4j:slf4j-nop:2.0.17

cat > Deletes.java << 'END'
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

public class Deletes {
  static String address;

  static String call(String path, String... parameters) throws Exception {
    var body = new StringJoiner("&");
    for (int i = 0; i < parameters.length; i += 2) {
      body.add(
          parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  static String element(String name, String answer) {
    var matcher = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(answer);
    return matcher.find() ? matcher.group(1) : "";
  }

  static String receive(String timeout) throws Exception {
    return call(
        "/000000000000/events", "Action", "ReceiveMessage", "VisibilityTimeout", timeout);
  }

  static void delete(String which, String receipt) throws Exception {
    String answer =
        call("/000000000000/events", "Action", "DeleteMessage", "ReceiptHandle", receipt);
    System.out.println(which + ": " + answer.substring(0, 3) + " " + element("Code", answer));
  }

  public static void main(String[] args) throws Exception {
    var server = SQSRestServerBuilder.withPort(0).withInterface("127.0.0.1").start();
    address = "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort();
    call("/", "Action", "CreateQueue", "QueueName", "events",
        "Attribute.1.Name", "MaximumMessageSize", "Attribute.1.Value", "1024");
    String sent =
        call("/000000000000/events", "Action", "SendMessage", "MessageBody", "x".repeat(5000));
    System.out.println("5000 bytes where 1024 are the most: " + sent.substring(0, 3));
    String first = element("ReceiptHandle", receive("0"));
    String second = element("ReceiptHandle", receive("50000"));
    System.out.println("hidden for 50000 seconds: " + !second.isEmpty());
    delete("by the older receipt", first);
    delete("by the newer receipt", second);
    delete("by the newer receipt again", second);
    server.stopAndWait();
    System.exit(0);
  }
}
END
java -cp 'lib/*' Deletes.java > seen.txt 2> log.txt || { cat log.txt; exit 1; }
sed -i 's/ *$//' seen.txt

cat > expected.txt << 'END'
5000 bytes where 1024 are the most: 200
hidden for 50000 seconds: true
by the older receipt: 400 ReceiptHandleIsInvalid
by the newer receipt: 200
by the newer receipt again: 400 ReceiptHandleIsInvalid
END
diff expected.txt seen.txt && echo 'as found'
