package dev.redshiftpipe.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.load.Answer;
import dev.redshiftpipe.load.Answer.Status;
import dev.redshiftpipe.load.Load;
import dev.redshiftpipe.load.Submitted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stage 4 alone: the warehouse is a list of answers. */
class WatchRouteTest extends CamelTestSupport {
  private final List<Status> answers = new CopyOnWriteArrayList<>();

  @BindToRegistry("describeStatement")
  private final Processor describe =
      exchange -> {
        Submitted submitted = exchange.getMessage().getBody(Submitted.class);
        Answer answer = new Answer(answers.remove(0), "", 0, List.of());
        exchange.getMessage().setBody(submitted.answered(answer, false, Samples.NOON));
      };

  @BindToRegistry("cancelStatement")
  private final Processor cancel =
      exchange ->
          exchange.getMessage().setBody(exchange.getMessage().getBody(Submitted.class).cancelled());

  @BindToRegistry("held")
  private final Signs held = new Signs();

  @BindToRegistry("loads")
  private final Object loads = new Lost();

  @BindToRegistry("queue")
  private final Object queue = new ReceiveRouteTest.Acknowledged();

  @Override
  protected RouteBuilder[] createRouteBuilders() throws Exception {
    return new RouteBuilder[0];
  }

  @Override
  protected void doPostSetup() throws Exception {
    for (String file : List.of("errors", "errors-of-loads", "4-watch")) {
      Resource resource =
          ResourceHelper.resolveMandatoryResource(
              context, "file:" + Path.of("routes", file + ".camel.yaml"));
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }
    AdviceWith.adviceWith(
        context,
        "watch",
        route -> {
          route.replaceFromWith("direct:in");
          route.weaveById("hand-on-to-settle").replace().to("mock:settle");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"FINISHED", "FAILED", "ABORTED"})
  void asks_until_the_answer_is_final(Status last) throws InterruptedException {
    answers.addAll(List.of(Status.SUBMITTED, Status.PICKED, Status.STARTED, Status.UNKNOWN, last));
    MockEndpoint settle = getMockEndpoint("mock:settle");
    settle.expectedMessageCount(1);

    template.sendBody("direct:in", submitted());

    settle.assertIsSatisfied();
    Submitted answered = settle.getExchanges().get(0).getMessage().getBody(Submitted.class);
    assertThat(answered.status()).isEqualTo(last);
    assertThat(answered.asks()).isEqualTo(5);
  }

  @Test
  void a_statement_that_runs_longer_than_load_timeout_is_cancelled() throws InterruptedException {
    answers.addAll(List.of(Status.STARTED, Status.STARTED, Status.ABORTED));
    MockEndpoint settle = getMockEndpoint("mock:settle");
    settle.expectedMessageCount(1);
    Submitted since = submitted();

    template.sendBody(
        "direct:in",
        Submitted.now(since.load(), "id", Samples.NOON.minus(Duration.ofMinutes(361))));

    settle.assertIsSatisfied();
    Submitted cancelled = settle.getExchanges().get(0).getMessage().getBody(Submitted.class);
    assertThat(cancelled.isCancelled()).isTrue();
    assertThat(cancelled.known().name()).isEqualTo("OVERDUE");
    assertThat(cancelled.consequence().route()).isEqualTo("part");
  }

  @Test
  void rests_grow_where_the_endpoint_does_not_wait_and_vanish_where_it_does() {
    Submitted asked = submitted().answered(Answer.submitted(), false, Samples.NOON);
    Submitted again = asked.answered(Answer.submitted(), false, Samples.NOON);

    assertThat(again.askAgain()).isGreaterThan(asked.askAgain());
    assertThat(again.answered(Answer.submitted(), true, Samples.NOON).askAgain()).isZero();
  }

  private static Submitted submitted() {
    return Submitted.now(
        new Load(Samples.batch("orders/a.csv"), List.of(), List.of(), Samples.NOON),
        "id",
        Samples.NOON);
  }

  /** Takes statements as lost. */
  public static final class Lost {
    public Submitted lostSightOf(Submitted submitted) {
      return submitted.answered(Answer.expired("lost"), false, Samples.NOON);
    }
  }

  /** Takes note of signs of life. */
  public static final class Signs {
    private int seen;

    public void seen(Submitted submitted) {
      seen++;
    }
  }
}
