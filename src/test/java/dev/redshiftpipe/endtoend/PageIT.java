package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redshiftpipe.local.StandInOptions;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page for people, in a browser: what is loaded, on its way, held and dead-lettered. What is
 * asked without a browser is in {@code MonitoringTest}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PageIT {
  private static final SlowStatement SLOW = new SlowStatement("COPY \"public\".\"slow\"");

  /** As nasty as a key may be: markup, quotes, a bell, and an override of the direction. */
  private static final String NASTY =
      "people/<img src=x onerror='window.broken=1'>\"&amp;\u0007\u202e.csv";

  @RegisterExtension static final Site site = Site.open(StandInOptions.forTests().withFaults(SLOW));

  private static PipeProcess pipe;
  private static Browser browser;

  @BeforeAll
  static void load_dead_letter_and_hold() {
    Browser.missing()
        .ifPresent(
            what -> {
              System.out.println("SKIPPED: PageIT, " + what);
              assumeTrue(false, what);
            });
    List<String> settings = new ArrayList<>(List.of(site.csvPipes("people", "slow", "idle")));
    settings.add("pipe.late.from = s3://landing/late/");
    settings.add("pipe.late.into = public.late"); // which is not there
    settings.add("pipe.late.format = csv");
    pipe = site.start(settings.toArray(String[]::new));
    site.put("people/good.csv", "1,Ada\n2,Grace\n");
    site.put(NASTY, "no number,Jean\n");
    site.put("late/a.csv", "1,Ada\n");
    site.put("slow/a.csv", "1,Ada\n");
    browser = Browser.open();
    until(() -> assertThat(site.deadLetters()).isOne());
    until(
        () ->
            assertThat(pipe.get("/status"))
                .contains("\"last-loads\" : [ {", "nonexistent table", "\"on-the-way\""));
  }

  @AfterAll
  static void close() {
    SLOW.goOn();
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"light, 1280", "dark, 1280", "light, 360"})
  @Order(1)
  void shows_what_there_is_to_everybody(String scheme, int width) {
    browser.show(pipe.url("/"), width, scheme);

    until(() -> assertThat(browser.text("#loads")).contains("people", "default:public.people"));
    assertThat(browser.text("#loads")).contains("s3://landing/people/good.csv", " ago");
    assertThat(browser.text("#pipes"))
        .contains("people", "s3://landing/people/ → public.people")
        .containsPattern("Last hour: \\d received, 1 loaded, 1 refused")
        .contains("idle", "Nothing came in the last hour.");
    assertThat(browser.number("document.querySelectorAll('#pipes rect.loaded').length")).isOne();
    assertThat(browser.number("document.querySelectorAll('#pipes rect.refused').length")).isOne();
    assertThat(browser.text("#batches"))
        .contains("default:public.slow", "slow")
        .containsPattern("\\d s");
    assertThat(browser.text("#held"))
        .contains("Held: table default:public.late", "Cannot COPY into nonexistent table");
    assertThat(browser.text("#letters"))
        .contains(
            "line 1, column id: Invalid digit", "To send it again:", "replay people --prefix");
    until(() -> assertThat(browser.text("#drawing")).contains("receive", "lanes", "settle"));
    browser.picture(scheme + "-" + width);

    assertThat(browser.barriers()).isEmpty();
    assertThat(browser.number("document.documentElement.scrollWidth - window.innerWidth"))
        .isLessThanOrEqualTo(0);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(scheme.equals("dark") ? "rgb(19, 22, 26)" : "rgb(255, 255, 255)");
  }

  @Test
  @Order(2)
  void a_key_with_markup_in_it_is_text() {
    browser.show(pipe.url("/"), 1280, "light");

    until(
        () ->
            assertThat(browser.text("#letters h3"))
                .isEqualTo(
                    "s3://landing/"
                        + NASTY.replace("\u0007", "\\u0007").replace("\u202e", "\\u202e")));
    assertThat(browser.number("document.querySelectorAll('img').length")).isZero();
    assertThat(browser.evaluate("typeof window.broken")).isEqualTo("undefined");
  }

  @Test
  @Order(3)
  void asks_this_process_alone() {
    assertThat(
            browser.evaluate(
                "performance.getEntriesByType('resource').map(e => new URL(e.name).origin)"
                    + ".filter(origin => origin !== location.origin)"))
        .isEqualTo(List.of());
    assertThat(browser.number("performance.getEntriesByType('resource').length")).isPositive();
  }

  @Test
  @Order(4)
  void follows_what_happens_by_itself_and_says_when_nobody_answers() {
    SLOW.goOn();

    until(() -> assertThat(browser.text("#loads")).contains("default:public.slow"));
    until(() -> assertThat(browser.text("#batches")).doesNotContain("default:public.slow"));

    pipe.kill();

    until(
        () ->
            assertThat(browser.text("#trouble"))
                .startsWith("The process does not answer. What stands here is of 20"));
  }

  private static void until(ThrowingRunnable assertion) {
    Site.await().ignoreExceptions().untilAsserted(assertion);
  }
}
