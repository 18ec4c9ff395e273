package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that dies at any moment loses nothing and doubles nothing. */
final class KilledIT {
  private static final int KILLS = 3;

  @RegisterExtension static final Site site = Site.open();

  @Test
  void every_row_is_there_once_after_sigkills_in_the_middle_of_loading() {
    ManyFiles files = new ManyFiles("orders", 240, 50);
    List<String> settings = new ArrayList<>(Arrays.asList(site.csvPipes("orders")));
    settings.add("batch.files = 15");
    settings.add(Site.SOON_BACK);
    Path folder = site.folder(settings.toArray(String[]::new));
    files.put(site);

    List<Integer> visible = new ArrayList<>(List.of(0));
    for (int kill = 1; kill <= KILLS; kill++) {
      PipeProcess pipe = site.startIn(folder);
      Site.await().until(() -> rows() > visible.getLast());
      pipe.kill();
      visible.add(rows());
    }
    site.startIn(folder);
    site.awaitEmptyQueue();

    // else it was not in the middle
    assertThat(visible.getLast()).isLessThan(files.allRows());
    assertThat(site.warehouse().rowsOf("public.orders"))
        .containsExactlyInAnyOrderElementsOf(files.expectedRows());
    assertThat(site.warehouse().history("public.orders"))
        .containsExactlyInAnyOrderElementsOf(files.expectedHistory());
    assertThat(site.deadLetters()).isZero();
  }

  private static int rows() {
    return Integer.parseInt(site.warehouse().rows("SELECT COUNT(*) FROM public.orders").getFirst());
  }
}
