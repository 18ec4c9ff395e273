package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code setup --dry-run} announces is what {@code setup} does. */
final class SetupCountsIT {
  @RegisterExtension static final Site site = Site.open();

  @Test
  void a_dry_run_announces_what_is_done() throws Exception {
    site.s3().createBucket(request -> request.bucket("fresh"));
    Path folder =
        site.folder(
            "control = s3://new-control/",
            "queue.notifications = new-notifications",
            "queue.dead-letters = new-dead-letters",
            "queue.parked = new-parked",
            // no schedule sends to it
            "queue.workflows = new-workflows",
            "pipe.people.from = s3://fresh/people/",
            "pipe.people.into = public.people",
            "pipe.people.format = csv");

    List<String> dry = last(Ran.of(site, folder, "setup", "--dry-run"));
    List<String> real = last(Ran.of(site, folder, "setup"));

    assertThat(dry.getLast()).startsWith("nothing was done; it would be ");
    assertThat(real.getLast())
        .isEqualTo(dry.getLast().replace("nothing was done; it would be ", ""));
    assertThat(real.subList(0, real.size() - 1)).isEqualTo(dry.subList(0, dry.size() - 1));
  }

  private static List<String> last(Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    return ran.out().lines().toList();
  }
}
