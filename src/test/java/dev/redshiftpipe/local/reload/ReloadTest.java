package dev.redshiftpipe.local.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redshiftpipe.local.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A context that runs two routes, a Kamelet and a policy from files that are changed. */
class ReloadTest {
  private static final String ANSWER =
      """
      - route:
          id: answer
          routeConfigurationId: policy
          from:
            uri: direct
            parameters:
              name: ask
            steps:
              - process:
                  id: wait-for-the-gate
                  ref: gate
              - to:
                  id: ask-the-kamelet
                  uri: kamelet:word
                  parameters:
                    say: one
              - setBody:
                  id: answer-it
                  expression:
                    simple:
                      expression: first ${body}
              - filter:
                  id: if-asked-to-fail
                  expression:
                    simple:
                      expression: ${header.fail}
                  steps:
                    - throwException:
                        id: fail
                        exceptionType: java.io.IOException
                        message: as asked
      """;
  private static final String WORD =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: word
      spec:
        definition:
          title: A word
          required:
            - say
          properties:
            say:
              title: Say
              type: string
        template:
          from:
            uri: kamelet:source
            steps:
              - setBody:
                  constant: word {{say}}
      """;
  private static final String POLICY =
      """
      - routeConfiguration:
          id: policy
          onException:
            - onException:
                exception:
                  - java.io.IOException
                handled:
                  constant:
                    expression: "true"
                steps:
                  - setBody:
                      expression:
                        constant:
                          expression: first policy
      """;
  private static final String QUEUED =
      """
      - route:
          id: queued
          from:
            uri: seda:queue
            steps:
              - process:
                  id: count
                  ref: count
      """;

  private Path folder;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final AtomicInteger counted = new AtomicInteger();
  private final List<String> news = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private volatile Processor gate = exchange -> {};
  private RouteFiles files;
  private Reload reload;

  @BeforeEach
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Files.createDirectories(folder.resolve("kamelets"));
    write("answer.camel.yaml", ANSWER);
    write("kamelets/word.kamelet.yaml", WORD);
    write("policy.camel.yaml", POLICY);
    write("queued.camel.yaml", QUEUED);
    context.getRegistry().bind("gate", (Processor) exchange -> gate.process(exchange));
    context.getRegistry().bind("count", (Processor) exchange -> counted.incrementAndGet());
    context.getPropertiesComponent().addInitialProperty("where", "ask");
    String kamelets = "file:" + folder + "/kamelets";
    context.getComponent("kamelet", KameletComponent.class).setLocation(kamelets);
    String routes = "file:" + folder + "/*.camel.yaml";
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            new DefaultRoutesCollector().findRouteResourcesFromDirectory(context, "false", routes));
    context.start();
    files = new RouteFiles(context, routes, "", kamelets);
    reload = reload(Patience.LONG);
    assertThat(ask()).isEqualTo("first word one");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Nested
  class A_change {
    @Test
    void of_a_step_is_taken_at_the_second_look_that_finds_it() throws Exception {
      write("answer.camel.yaml", ANSWER.replace("first", "second"));

      reload.look();
      assertThat(ask()).isEqualTo("first word one");
      reload.look();

      assertThat(ask()).isEqualTo("second word one");
      assertThat(news).singleElement().asString().endsWith("answer.camel.yaml (routes: answer)");
      assertThat(mistakes).isEmpty();
    }

    @Test
    void of_a_kamelet_is_taken_by_the_routes_that_use_it() throws Exception {
      write("kamelets/word.kamelet.yaml", WORD.replace("word {{say}}", "\"{{say}} word\""));

      look();

      assertThat(mistakes).isEmpty();
      assertThat(news).singleElement().asString().contains("routes: answer");
      assertThat(ask()).isEqualTo("first one word");
      assertThat(context.getRoutes()).hasSize(3);
    }

    @Test
    void of_a_policy_is_taken_by_the_routes_that_name_it() throws Exception {
      assertThat(askToFail()).isEqualTo("first policy");
      write("policy.camel.yaml", POLICY.replace("first", "second"));

      look();

      assertThat(askToFail()).isEqualTo("second policy");
    }

    @Test
    void may_be_a_new_file_and_a_route_that_is_gone() throws Exception {
      write(
          "more.camel.yaml",
          QUEUED
              .replace("queued", "more")
              .replace("id: count", "id: count-more")
              .replace("seda:queue", "direct:more"));
      Files.delete(folder.resolve("queued.camel.yaml"));

      look();

      assertThat(mistakes).isEmpty();
      context.createProducerTemplate().sendBody("direct:more", "");
      assertThat(counted).hasValue(1);
      assertThat(context.getRoute("queued")).isNull();
    }

    @Test
    void may_be_another_id_of_the_same_route() throws Exception {
      write("answer.camel.yaml", ANSWER.replace("id: answer\n", "id: renamed\n"));

      look();

      assertThat(ask()).isEqualTo("first word one");
      assertThat(context.getRoute("answer")).isNull();
      assertThat(context.getRoute("renamed")).isNotNull();
    }
  }

  @Nested
  class A_wrong_file {
    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          "broken YAML          | first ${body}  | `\"first ${body}`   | 32 |                   | quoted scalar that begins in line 21",
          "a key given twice    | ref: gate      | ref: gate\\n    ref: gate | 12 |            | given twice",
          "an unknown step      | - setBody:     | - setBdy:           | 17 |                   | setBdy",
          "an unknown option    | ref: gate      | reff: gate          | 11 |                   | reff",
          "an unknown bean      | ref: gate      | ref: gat            | 9  | wait-for-the-gate | gat",
          "an unknown component | kamelet:word   | camelet:word        | 12 | ask-the-kamelet   | camelet",
          "an unknown Kamelet   | kamelet:word   | kamelet:wort        | 12 | ask-the-kamelet   | wort",
          "a missing parameter  | say: one       | said: one           | 12 | ask-the-kamelet   | say",
          "a missing name       | name: ask      | nam: ask            | 1  | answer            | name is required",
          "a query in a URI     | uri: direct    | uri: direct:a?b=c   | 5  |                   | query",
          "an endpoint's option | name: ask      | name: ask\\nfrob: 1 | 5  | answer            | frob",
          "a missing property   | first ${body}  | \"{{nowhere}}\"   | 17 | answer-it         | nowhere",
          "no quotes            | first ${body}  | {{nowhere}}         | 1  | answer            | key",
          "a wrong class        | java.io.IOExc  | java.io.Exc         | 28 | fail              | java.lang.Class",
          "an id of another     | id: answer-it  | id: count           | 0  | count             | has this id",
        },
        delimiter = '|')
    void is_not_taken_and_named_with_line_and_step(
        String what, String was, String is, int line, String step, String reason) throws Exception {
      write("answer.camel.yaml", ANSWER.replace(was, is.replace("\\n", "\n        ")));

      look();
      look();

      assertThat(ask()).isEqualTo("first word one");
      assertThat(news).isEmpty();
      assertThat(mistakes)
          .as(what)
          .first()
          .asString()
          .contains("answer.camel.yaml" + (line == 0 ? "" : " line " + line))
          .contains(step == null ? ": " : "step " + step + ": ")
          .contains(reason);

      write("answer.camel.yaml", ANSWER.replace("first", "second"));
      look();
      assertThat(ask()).isEqualTo("second word one");
    }

    @Test
    void may_be_a_kamelet() throws Exception {
      write("kamelets/word.kamelet.yaml", WORD.replace("setBody", "setBdy"));

      look();

      assertThat(ask()).isEqualTo("first word one");
      assertThat(mistakes).singleElement().asString().contains("word.kamelet.yaml line 18");
    }

    @Test
    void does_not_hold_a_good_one() throws Exception {
      write("queued.camel.yaml", QUEUED.replace("ref: count", "ref: none"));
      write("answer.camel.yaml", ANSWER.replace("first", "second"));

      look();

      assertThat(ask()).isEqualTo("second word one");
      assertThat(mistakes).singleElement().asString().contains("queued.camel.yaml line 6");
      assertThat(context.getRoute("queued")).isNotNull();
    }

    @Test
    void that_fails_only_when_it_is_started_is_taken_back() throws Exception {
      write("more.camel.yaml", QUEUED.replace("queued", "more").replace("count", "gate"));
      write(
          "queued.camel.yaml",
          QUEUED.replace("seda:queue", "direct:ask").replace("id: count", "id: other"));

      look();

      assertThat(mistakes).singleElement().asString().contains("queued.camel.yaml", "direct://ask");
      assertThat(ask()).isEqualTo("first word one");
      context.createProducerTemplate().sendBody("seda:queue?waitForTaskToComplete=Always", "");
      assertThat(counted).hasValue(1);
      assertThat(context.getRoute("more")).isNull();
    }
  }

  @Nested
  class What_is_under_way {
    @Test
    void is_finished_by_the_route_that_began_it() throws Exception {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch open = new CountDownLatch(1);
      gate =
          exchange -> {
            begun.countDown();
            open.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
          };
      reload = reload(Duration.ofMillis(100));
      CompletableFuture<String> answer = CompletableFuture.supplyAsync(ReloadTest.this::ask);
      assertThat(begun.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      write("answer.camel.yaml", ANSWER.replace("first", "second"));

      look();
      assertThat(news).singleElement().asString().contains("waits for what is under way in answer");
      open.countDown();
      assertThat(answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo("first word one");
      await()
          .atMost(Patience.LONG)
          .untilAsserted(
              () -> {
                look();
                assertThat(news).hasSize(2);
              });

      assertThat(ask()).isEqualTo("second word one");
      assertThat(mistakes).isEmpty();
    }

    @Test
    void is_not_lost_from_a_queue() throws Exception {
      ProducerTemplate producer = context.createProducerTemplate();
      for (int i = 0; i < 500; i++) {
        producer.sendBody("seda:queue", i);
      }
      write("queued.camel.yaml", QUEUED.replace("id: count", "id: count-again"));

      look();
      producer.sendBody("seda:queue?waitForTaskToComplete=Always", "last");

      assertThat(news).singleElement().asString().contains("routes: queued");
      assertThat(counted).hasValue(501);
    }
  }

  private Reload reload(Duration patience) throws IOException {
    return new Reload(context, files, patience, news::add, mistakes::add);
  }

  private void look() throws IOException {
    reload.look();
    reload.look();
  }

  private String ask() {
    return context.createProducerTemplate().requestBody("direct:ask", "", String.class);
  }

  private String askToFail() {
    return context
        .createProducerTemplate()
        .requestBodyAndHeader("direct:ask", "", "fail", true, String.class);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
