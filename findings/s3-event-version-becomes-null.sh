#!/usr/bin/env bash
# AWS's own S3 event class turns a field that is absent into `null`, and AWS's own rule engine takes
# `null` for present.
#
# software.amazon.awssdk:s3-event-notifications 2.33.0, event-ruler 1.8.1 (EventBridge's matcher),
# jackson-databind 2.17.2.
# S3 leaves `versionId` out for a bucket without versions, and `size` and `eTag` out of a delete.
# S3EventNotification.fromJson(event).toJson() writes them as null. What then reads the event:
# a rule {"versionId": [{"exists": false}]} matched before and does not match after; Jackson's
# get("versionId").asText() is the four letters "null". Equals says that both events are the same.
#
# Why it matters here: a Lambda that forwards events to the queue does just this. A loader that
# takes the version from the event then asks S3 for a version called null.
#
# Seen:
#   as S3 sends it: rule matches true, versionId absent
#   forwarded: rule matches false, versionId "null"
#   equal: true
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

jars software.amazon.awssdk:s3-event-notifications:2.33.0 \
  software.amazon.event.ruler:event-ruler:1.8.1 com.fasterxml.jackson.core:jackson-databind:2.17.2 \
  org.slf4j:slf4j-nop:2.0.17

cat > event.json << 'END'
{"Records":[{"eventVersion":"2.3","eventSource":"aws:s3","awsRegion":"eu-west-1",
"eventTime":"2024-01-31T10:00:00.000Z","eventName":"ObjectCreated:Put",
"userIdentity":{"principalId":"EXAMPLE"},"requestParameters":{"sourceIPAddress":"192.0.2.1"},
"responseElements":{"x-amz-request-id":"EXAMPLE","x-amz-id-2":"EXAMPLE"},
"s3":{"s3SchemaVersion":"1.0","configurationId":"landing",
"bucket":{"name":"landing","ownerIdentity":{"principalId":"EXAMPLE"},"arn":"arn:aws:s3:::landing"},
"object":{"key":"in/a.csv","size":10,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
"sequencer":"0A1B2C3D4E5F678901"}}}]}
END
cat > Forward.java << 'END'
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.eventnotifications.s3.model.S3EventNotification;
import software.amazon.event.ruler.Ruler;

public class Forward {
  static final String RULE =
      "{\"Records\":{\"s3\":{\"object\":{\"versionId\":[{\"exists\":false}]}}}}";

  public static void main(String[] args) throws Exception {
    String event = Files.readString(Path.of("event.json"));
    String forwarded = S3EventNotification.fromJson(event).toJson();
    print("as S3 sends it", event);
    print("forwarded", forwarded);
    System.out.println(
        "equal: "
            + S3EventNotification.fromJson(event).equals(S3EventNotification.fromJson(forwarded)));
  }

  static void print(String name, String event) throws Exception {
    var object = new ObjectMapper().readTree(event).at("/Records/0/s3/object");
    System.out.println(
        name + ": rule matches " + Ruler.matchesRule(event, RULE) + ", versionId "
            + (object.has("versionId") ? "\"" + object.get("versionId").asText() + "\"" : "absent"));
  }
}
END
java -cp 'lib/*' Forward.java > seen.txt 2> log.txt || { cat log.txt; exit 1; }

cat > expected.txt << 'END'
as S3 sends it: rule matches true, versionId absent
forwarded: rule matches false, versionId "null"
equal: true
END
diff expected.txt seen.txt && echo 'as found'
