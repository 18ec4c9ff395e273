#!/usr/bin/env bash
# cron-utils joins `*/2` in the day field and a weekday by OR; cron itself joins them by AND.
#
# cron-utils 9.2.1, its UNIX definition; compared with Debian's cron 3.0pl1-162.
# 1. `0 2 */2 * 1`: Vixie cron and what came of it take a day field whose first character is `*`
#    as unrestricted, so the line fires on Mondays with an odd date. cron-utils takes `*/2` as
#    restricted, and fires on all odd dates and on all Mondays.
# 2. `30 2 * * *` on the day on which summer time leaves 02:30 out: cron(8) runs such a job soon
#    after the change, cron-utils skips the whole day.
#
# Why it matters here: a schedule moved from a crontab starts loads (or a pause of the warehouse)
# on 19 days of March 2026 in place of 2, and loses one night a year.
#
# Seen:
#   [1, 2, 3, 5, 7, 9, 11, 13, 15, 16, 17, 19, 21, 23, 25, 27, 29, 30, 31]
#   2026-03-28T02:30+01:00[Europe/Vienna]
#   2026-03-30T02:30+02:00[Europe/Vienna]
#   those jobs which would have run in the time that was skipped will be run soon after the change
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

jars com.cronutils:cron-utils:9.2.1 org.slf4j:slf4j-nop:2.0.17
apt-get download -qq -o APT::Sandbox::User=root cron=3.0pl1-162
dpkg -x cron_*.deb cron

cat > Days.java << 'END'
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZonedDateTime;
import java.util.ArrayList;

public class Days {
  static ArrayList<ZonedDateTime> times(String line, String from, String to) {
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    var next = ExecutionTime.forCron(parser.parse(line));
    var times = new ArrayList<ZonedDateTime>();
    var at = ZonedDateTime.parse(from);
    while ((at = next.nextExecution(at).orElseThrow()).isBefore(ZonedDateTime.parse(to))) {
      times.add(at);
    }
    return times;
  }

  public static void main(String[] args) {
    var march =
        times("0 2 */2 * 1", "2026-03-01T00:00Z[UTC]", "2026-04-01T00:00Z[UTC]").stream();
    System.out.println(march.map(ZonedDateTime::getDayOfMonth).toList());
    String zone = "[Europe/Vienna]";
    times("30 2 * * *", "2026-03-28T00:00+01:00" + zone, "2026-03-31T00:00+02:00" + zone)
        .forEach(System.out::println);
  }
}
END
java -cp 'lib/*' Days.java > seen.txt
zcat cron/usr/share/man/man8/cron.8.gz | tr '\n' ' ' \
  | grep -o 'those jobs which would have run in the time that was skipped[^.]*' >> seen.txt

cat > expected.txt << 'END'
[1, 2, 3, 5, 7, 9, 11, 13, 15, 16, 17, 19, 21, 23, 25, 27, 29, 30, 31]
2026-03-28T02:30+01:00[Europe/Vienna]
2026-03-30T02:30+02:00[Europe/Vienna]
those jobs which would have run in the time that was skipped will be run soon after the change
END
diff expected.txt seen.txt && echo 'as found'
