#!/usr/bin/env bash
# A Camel route file that forgets one dash is read without a word and gives no route.
#
# camel-main and camel-yaml-dsl 4.18.0.
# A YAML route file is a list. Where its root is a mapping (`route:` in place of `- route:`), or
# `from:` or `routes:` without a list, Camel starts with no route, no warning and no error. An
# unknown name one level further down is an error that names file, line and column.
# The mapping is valid YAML, and camel-yaml-dsl takes a mapping at the root for Pipe and
# Integration resources, so it does not say that this one is of no kind it knows.
#
# Why it matters here: a stage of the route is gone, files are loaded and their messages are never
# deleted. Count the routes after the start; do not trust the absence of an error.
#
# Seen:
#   list.yaml 1 route(s)
#   mapping.yaml 0 route(s)
#   from.yaml 0 route(s)
#   unknown-step.yaml Unknown node id: logg
#   warnings and errors: 0
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

jars org.apache.camel:camel-main:4.18.0 org.apache.camel:camel-yaml-dsl:4.18.0 \
  org.apache.camel:camel-direct:4.18.0 org.apache.camel:camel-log:4.18.0 \
  org.slf4j:slf4j-simple:2.0.17

cat > list.yaml << 'END'
- route:
    id: load
    from:
      uri: direct:files
      steps:
        - log: one file
END
sed 's/^- /  /; s/^  //' list.yaml > mapping.yaml
cat > from.yaml << 'END'
from:
  uri: direct:files
  steps:
    - log: one file
END
sed 's/- log:/- logg:/' list.yaml > unknown-step.yaml

cat > Routes.java << 'END'
import org.apache.camel.main.Main;

public class Routes {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      Main main = new Main();
      main.configure().withRoutesIncludePattern("file:" + file);
      try {
        main.start();
        System.out.println(file + " " + main.getCamelContext().getRoutesSize() + " route(s)");
        main.stop();
      } catch (Exception e) {
        System.out.println(file + " " + e.getMessage().lines().findFirst().orElse(""));
      }
    }
  }
}
END
java -cp 'lib/*' Routes.java list.yaml mapping.yaml from.yaml unknown-step.yaml \
  > seen.txt 2> log.txt
echo "warnings and errors: $(grep -c -E '\] (WARN|ERROR) ' log.txt || true)" >> seen.txt

cat > expected.txt << 'END'
list.yaml 1 route(s)
mapping.yaml 0 route(s)
from.yaml 0 route(s)
unknown-step.yaml Unknown node id: logg
warnings and errors: 0
END
diff expected.txt seen.txt && echo 'as found'
