package dev.redshiftpipe.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.Samples;
import dev.redshiftpipe.iam.Evaluator;
import dev.redshiftpipe.iam.Need;
import dev.redshiftpipe.iam.Needed;
import dev.redshiftpipe.pipe.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {
  private static final String ACCOUNT = "123456789012";
  private final Map<String, String> file =
      new TreeMap<>(
          Map.of(
              "pipe.orders.from", "s3://landing/orders/",
              "pipe.orders.into", "public.orders",
              "pipe.orders.format", "csv"));
  private PolicyOptions options = options(Map.of("default", "0a1b-2c3d"));

  @Nested
  class The_process {
    @Test
    void may_use_what_the_settings_name_and_nothing_beside_it() {
      assertThat(
              mayProcess("sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:123456789012:notifications"))
          .isTrue();
      assertThat(
              mayProcess("sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:123456789012:dead-letters"))
          .isFalse();
      assertThat(mayProcess("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:others"))
          .isFalse();
      assertThat(mayProcess("s3:GetObject", "arn:aws:s3:::landing/orders/a.csv")).isTrue();
      assertThat(mayProcess("s3:GetObject", "arn:aws:s3:::landing/payroll/a.csv")).isFalse();
      assertThat(mayProcess("s3:GetObject", "arn:aws:s3:::payroll/orders/a.csv")).isFalse();
      assertThat(mayProcess("s3:PutObject", "arn:aws:s3:::landing/orders/a.csv")).isFalse();
      assertThat(mayProcess("s3:DeleteObject", "arn:aws:s3:::control/pipe/manifests/a")).isFalse();
      assertThat(mayProcess("s3:PutObject", "arn:aws:s3:::control/others/a")).isFalse();
    }

    @Test
    void may_use_the_queue_of_what_is_parked() {
      String parked = "arn:aws:sqs:eu-west-1:123456789012:parked";
      assertThat(mayProcess("sqs:ReceiveMessage", parked)).isFalse();

      file.put("queue.parked", "parked");

      assertThat(mayProcess("sqs:ReceiveMessage", parked)).isTrue();
      assertThat(may("setup", "sqs:CreateQueue", parked)).isTrue();
    }

    @Test
    void has_no_action_for_what_is_off() {
      Set<String> bare = actions("process");

      assertThat(bare)
          .doesNotContain(
              "events:PutEvents",
              "s3:GetObjectVersion",
              "s3:AbortMultipartUpload",
              "s3:PutObjectTagging",
              "redshift-data:ListStatements",
              "kms:Decrypt");
      file.put("events.bus", "default");
      assertThat(added(bare)).containsExactly("events:PutEvents");
      file.remove("events.bus");
      file.put("queue.workflows", "runs");
      assertThat(added(bare)).containsExactly("redshift-data:ListStatements");
      file.remove("queue.workflows");
      file.put("pipe.orders.format", "xml order");
      assertThat(added(bare)).containsExactly("s3:AbortMultipartUpload", "s3:GetObjectVersion");
      file.put("pipe.orders.format", "csv");
      List<String> toCopy =
          List.of(
              "s3:AbortMultipartUpload",
              "s3:GetObjectTagging",
              "s3:GetObjectVersion",
              "s3:GetObjectVersionTagging",
              "s3:PutObjectTagging");
      file.put("pipe.orders.on-overwrite", "load");
      assertThat(added(bare)).containsExactlyElementsOf(toCopy);
      file.remove("pipe.orders.on-overwrite");
      file.put("pipe.orders.columns", "header");
      assertThat(added(bare)).containsExactlyElementsOf(toCopy);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "workgroup = analytics | redshift-serverless:GetCredentials"
              + " | arn:aws:redshift-serverless:eu-west-1:123456789012:workgroup/0a1b-2c3d",
          "cluster = c1 | redshift:GetClusterCredentialsWithIAM"
              + " | arn:aws:redshift:eu-west-1:123456789012:dbname:c1/dev",
          "cluster = c1, db-user = loader | redshift:GetClusterCredentials"
              + " | arn:aws:redshift:eu-west-1:123456789012:dbuser:c1/loader",
          "workgroup = analytics, secret-arn = arn:aws:secretsmanager:eu-west-1:123456789012:secret:s"
              + " | secretsmanager:GetSecretValue"
              + " | arn:aws:secretsmanager:eu-west-1:123456789012:secret:s"
        })
    void has_the_credentials_of_its_kind_of_warehouse_alone(
        String lines, String action, String resource) {
      file.put("warehouse.default.workgroup", "");
      for (String line : lines.split(", ")) {
        String[] parts = line.split(" = ", 2);
        file.put("warehouse.default." + parts[0], parts[1]);
      }

      assertThat(mayProcess(action, resource)).isTrue();
      assertThat(mayProcess(action, resource + "x")).isFalse();
      assertThat(actions("process"))
          .filteredOn(one -> one.contains("Credentials") || one.contains("Secret"))
          .containsExactly(action);
    }

    @Test
    void submits_to_its_warehouses_alone() {
      file.put("warehouse.lake.cluster", "c1");
      file.put("warehouse.lake.database", "lake");
      file.put("warehouse.lake.region", "us-east-2");

      assertThat(
              mayProcess(
                  "redshift-data:BatchExecuteStatement",
                  "arn:aws:redshift:us-east-2:123456789012:cluster:c1"))
          .isTrue();
      assertThat(
              mayProcess(
                  "redshift-data:BatchExecuteStatement",
                  "arn:aws:redshift:us-east-2:123456789012:cluster:c2"))
          .isFalse();
    }

    @Test
    void names_what_nobody_has_told_in_capitals() {
      options = options(Map.of());

      assertThat(document("process").toString()).contains(":workgroup/ID-OF-analytics");
      assertThat(
              Samples.settingsOf(file)
                  .policies(
                      new PolicyOptions(
                          new Arns("aws", "REGION", "", Map.of()),
                          List.of(),
                          List.of(),
                          List.of(),
                          "",
                          "redshift-pipe"))
                  .values()
                  .toString())
          .contains("arn:aws:sqs:REGION:ACCOUNT:notifications");
    }

    @Test
    void reads_the_queue_of_a_url() {
      file.put("queue.notifications", "https://sqs.us-west-2.amazonaws.com/210987654321/landed");

      assertThat(mayProcess("sqs:DeleteMessage", "arn:aws:sqs:us-west-2:210987654321:landed"))
          .isTrue();
    }

    @Test
    void takes_a_star_in_a_prefix_for_a_star() {
      file.put("pipe.orders.from", "s3://landing/a?b$c/");

      assertThat(mayProcess("s3:GetObject", "arn:aws:s3:::landing/a?b$c/1.csv")).isTrue();
      assertThat(mayProcess("s3:GetObject", "arn:aws:s3:::landing/aXb$c/1.csv")).isFalse();
    }
  }

  @Nested
  class Copy {
    @Test
    void reads_prefixes_of_its_pipes_and_lists_of_the_pipe() {
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/orders/a.csv")).isTrue();
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::control/pipe/manifests/o/1/manifest"))
          .isTrue();
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::control/pipe/dead-letters/o/1.json"))
          .isFalse();
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/payroll/a.csv")).isFalse();
      assertThat(actions("copy-default")).containsExactly("s3:GetObject", "s3:ListBucket");
    }

    @Test
    void reads_no_file_that_the_pipe_makes_ready() {
      file.put("pipe.orders.format", "xml order");
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/orders/a.xml")).isFalse();

      file.put("pipe.orders.format", "csv");
      file.put("pipe.orders.mode", "replace");
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/orders/a.csv")).isFalse();
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::control/pipe/prepared/orders/1.csv"))
          .isTrue();
    }

    @Test
    void reads_what_manifests_and_markers_stand_for() {
      file.put("pipe.orders.trigger", "manifest");
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/elsewhere/a.csv")).isTrue();
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::payroll/a.csv")).isFalse();

      file.put("pipe.orders.trigger", "marker");
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/orders/1/a.csv")).isTrue();
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/elsewhere/a.csv")).isFalse();
    }

    @Test
    void reads_paths_of_json() {
      file.put("pipe.orders.format", "json s3://config/paths.json");

      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::config/paths.json")).isTrue();
      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::config/others.json")).isFalse();
      assertThat(mayProcess("s3:GetObject", "arn:aws:s3:::config/paths.json")).isFalse();
    }

    @Test
    void reads_the_pipes_of_its_warehouse_alone() {
      file.put("warehouse.lake.workgroup", "lake");
      file.put("warehouse.lake.database", "lake");
      file.put("pipe.events.from", "s3://landing/events/");
      file.put("pipe.events.into", "public.events");
      file.put("pipe.events.format", "json");
      file.put("pipe.events.warehouse", "lake");

      assertThat(mayCopy("s3:GetObject", "arn:aws:s3:::landing/events/a.json")).isFalse();
      assertThat(may("copy-lake", "s3:GetObject", "arn:aws:s3:::landing/events/a.json")).isTrue();
    }
  }

  @Test
  void roles_are_taken_on_by_those_who_have_them_alone() {
    options =
        new PolicyOptions(
            options.arns(), List.of(), List.of(), List.of(), "oidc.eks.eu-west-1/id/AB", "pipes");

    assertThat(document("trust-pod-identity").at("/Statement/0/Principal/Service").asText())
        .isEqualTo("pods.eks.amazonaws.com");
    assertThat(document("trust-irsa").at("/Statement/0/Principal/Federated").asText())
        .isEqualTo("arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1/id/AB");
    assertThat(
            document("trust-irsa-setup")
                .at("/Statement/0/Condition/StringEquals")
                .path("oidc.eks.eu-west-1/id/AB:sub")
                .asText())
        .isEqualTo("system:serviceaccount:pipes:redshift-pipe-setup");
    assertThat(document("trust-redshift").at("/Statement/0/Principal/Service"))
        .extracting(node -> node.asText())
        .containsExactly("redshift-serverless.amazonaws.com");
  }

  @Test
  void keys_of_ones_own_are_for_those_who_read_and_write() {
    options =
        new PolicyOptions(
            options.arns(), List.of(), List.of(new Prefix("lake", "out/")), List.of("key"), "", "");

    assertThat(may("process", "kms:GenerateDataKey", "key")).isTrue();
    assertThat(may("copy-default", "kms:Decrypt", "key")).isTrue();
    assertThat(may("copy-default", "kms:GenerateDataKey", "key")).isFalse();
    assertThat(may("unload", "s3:PutObject", "arn:aws:s3:::lake/out/000")).isTrue();
    assertThat(may("unload", "s3:PutObject", "arn:aws:s3:::lake/in/000")).isFalse();
  }

  @Test
  void every_action_is_called_by_a_test_or_explained() {
    file.putAll(
        Map.of(
            "queue.workflows", "runs",
            "events.bus", "default",
            "pipe.orders.on-overwrite", "load",
            "pipe.orders.then-workflow", "after",
            "schedule.nightly.workflow", "after",
            "schedule.nightly.at", "rate(1 day)"));
    file.putAll(
        Map.of(
            "warehouse.a.cluster", "a",
            "warehouse.a.database", "a",
            "warehouse.b.cluster", "b",
            "warehouse.b.database", "b",
            "warehouse.b.db-user", "b",
            "warehouse.c.cluster", "c",
            "warehouse.c.database", "c",
            "warehouse.c.secret-arn", "c"));
    Prefix lake = new Prefix("lake", "");
    options =
        new PolicyOptions(
            options.arns(), List.of(lake), List.of(lake), List.of("key"), "", "redshift-pipe");

    Set<String> listed = new TreeSet<>();
    documents()
        .forEach(
            (name, document) -> {
              if (!name.startsWith("trust-")) {
                Evaluator.actions(document)
                    .forEach(action -> listed.add(name.replaceAll("-.*", "") + " " + action));
              }
            });

    assertThat(listed).hasSizeGreaterThan(80);
    assertThat(Needed.all()).containsExactlyElementsOf(listed);
  }

  private Set<String> added(Set<String> bare) {
    return actions("process").stream()
        .filter(action -> !bare.contains(action))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean mayProcess(String action, String resource) {
    return may("process", action, resource);
  }

  private boolean mayCopy(String action, String resource) {
    return may("copy-default", action, resource);
  }

  private boolean may(String policy, String action, String resource) {
    return Evaluator.allows(List.of(document(policy)), new Need(action, resource));
  }

  private Set<String> actions(String policy) {
    return Evaluator.actions(document(policy));
  }

  private ObjectNode document(String name) {
    return Objects.requireNonNull(documents().get(name), name);
  }

  private Map<String, ObjectNode> documents() {
    return Samples.settingsOf(file).policies(options);
  }

  private static PolicyOptions options(Map<String, String> workgroups) {
    return new PolicyOptions(
        new Arns("aws", "eu-west-1", ACCOUNT, workgroups),
        List.of(),
        List.of(),
        List.of(),
        "",
        "redshift-pipe");
  }
}
