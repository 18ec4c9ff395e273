package dev.redshiftpipe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final int MOST = 20;

  private final Rate rate = new Rate(MOST);
  private Instant now = Samples.NOON;

  @Test
  void never_allows_more_than_the_quota_in_any_second_and_comes_close_to_it() {
    int[] perTenth = new int[1200];
    for (int tenth = 0; tenth < perTenth.length; tenth++) {
      while (rate.isFree(now)) {
        rate.take(now);
        perTenth[tenth]++;
      }
      pass(Duration.ofMillis(100));
    }

    for (int second = 0; second + 10 <= perTenth.length; second++) {
      assertThat(sum(perTenth, second, second + 10)).isLessThanOrEqualTo(MOST);
    }
    assertThat(sum(perTenth, 600, 1200)).isGreaterThan(60 * MOST * 3 / 4);
  }

  @Test
  void falls_to_half_when_refused_once_for_all_refusals_of_a_second_and_rises_again() {
    rate.isFree(now);
    pass(Duration.ofMinutes(1));
    assertThat(rate.isFree(now)).isTrue();
    double before = rate.perSecond();
    rate.refused(now);
    rate.refused(now);
    assertThat(rate.perSecond()).isEqualTo(before / 2);
    assertThat(rate.isFree(now)).isFalse();

    pass(Duration.ofMinutes(1));
    rate.isFree(now);
    assertThat(rate.perSecond()).isEqualTo(before);
  }

  @Test
  void gives_those_that_come_too_soon_a_place_one_behind_the_other() {
    while (rate.isFree(now)) {
      rate.take(now);
    }
    Duration first = rate.reserve(now);
    Duration second = rate.reserve(now);

    assertThat(first).isPositive();
    assertThat(second).isGreaterThan(first);
    pass(second);
    assertThat(rate.isFree(now)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(rate.isFree(now)).isTrue();
  }

  /**
   * The quota is the account's: processes that know nothing of each other share it, and none
   * starves.
   */
  @Test
  void several_share_a_quota_without_knowing_of_each_other() {
    Rate[] all = {new Rate(MOST), new Rate(MOST), new Rate(MOST), new Rate(MOST)};
    int[] made = new int[all.length];
    int refused = 0;
    double account = MOST;
    for (int tick = 0; tick < 12_000; tick++) {
      account = Math.min(MOST, account + MOST / 100.0);
      for (int i = 0; i < all.length; i++) {
        Rate each = all[(i + tick) % all.length];
        if (each.isFree(now)) {
          each.take(now);
          if (account >= 1) {
            account--;
            made[(i + tick) % all.length]++;
          } else {
            refused++;
            each.refused(now);
          }
        }
      }
      pass(Duration.ofMillis(10));
    }

    int sum = sum(made, 0, made.length);
    assertThat(sum).isGreaterThan(120 * MOST / 2);
    assertThat(refused).isLessThan(sum / 10);
    assertThat(Arrays.stream(made).min().orElseThrow()).isGreaterThan(sum / all.length / 2);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static int sum(int[] numbers, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += numbers[i];
    }
    return sum;
  }
}
