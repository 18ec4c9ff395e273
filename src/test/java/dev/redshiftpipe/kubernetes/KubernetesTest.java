package dev.redshiftpipe.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redshiftpipe.command.Actions;
import dev.redshiftpipe.command.RedshiftPipeCommand;
import dev.redshiftpipe.settings.Settings;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be applied: right for Kubernetes, and in agreement with the application. */
class KubernetesTest {
  private static final Actions NOTHING =
      (Actions)
          Proxy.newProxyInstance(
              Actions.class.getClassLoader(),
              new Class<?>[] {Actions.class},
              (proxy, method, arguments) -> {
                throw new AssertionError(method);
              });

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void has_all_kinds(String name) {
    assertThat(Environment.of(name).objects())
        .extracting(object -> object.get("kind").asText())
        .contains(
            "Namespace",
            "Deployment",
            "ServiceAccount",
            "ConfigMap",
            "PodDisruptionBudget",
            "NetworkPolicy",
            "Service",
            "ServiceMonitor",
            "ScaledObject",
            "TriggerAuthentication",
            "CronJob",
            "Job");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void settings_are_read_without_a_mistake(String name) {
    assertThat(Environment.of(name).settings().pipes().size()).isPositive();
  }

  @Test
  void config_maps_lie_where_the_process_looks() {
    Environment prod = Environment.of("prod");
    JsonNode pipes = prod.pod("Deployment");

    assertThat(pipes.at("/spec/containers/0/workingDir").asText()).isEqualTo("/config");
    assertThat(prod.folders(pipes))
        .containsOnlyKeys(
            "/config",
            "/config/routes",
            "/config/routes/kamelets",
            "/config/routes/workflows",
            "/config/sql")
        .hasEntrySatisfying(
            "/config", files -> assertThat(files).containsKey("application.properties"))
        .hasEntrySatisfying("/config/sql", files -> assertThat(files).containsKey("append.sql"))
        .hasEntrySatisfying(
            "/config/routes", files -> assertThat(files).containsKey("1-receive.camel.yaml"));
    assertThat(prod.folders(prod.pod("Job")))
        .containsOnlyKeys("/config", "/config/sql", "/config/sql/warehouse");
    assertThat(prod.folders(prod.pod("CronJob"))).containsOnlyKeys("/config", "/config/sql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void ports_and_paths_are_those_of_the_application(String name) {
    Environment environment = Environment.of(name);
    int port = environment.settings().monitored().httpPort();
    JsonNode container = environment.pod("Deployment").at("/spec/containers/0");

    assertThat(environment.settings().monitored().httpHost()).isEqualTo("0.0.0.0");
    assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(port);
    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    assertThat(Environment.all(container, "httpGet"))
        .hasSize(3)
        .allMatch(get -> get.path("port").equals(container.at("/ports/0/name")));
    JsonNode service = environment.object("Service", "redshift-pipe");
    JsonNode monitor = environment.object("ServiceMonitor", "redshift-pipe");
    assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(container.at("/ports/0/name"));
    assertThat(monitor.at("/spec/endpoints/0/port")).isEqualTo(service.at("/spec/ports/0/name"));
    assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/metrics");
    assertThat(
            environment
                .object("NetworkPolicy", "redshift-pipe")
                .at("/spec/ingress/0/ports/0/port")
                .asInt())
        .isEqualTo(port);
  }

  /** README, Stopping: stop.grace and ten seconds. */
  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void the_grace_period_fits_the_graceful_stop(String name) {
    Environment environment = Environment.of(name);
    JsonNode pod = environment.pod("Deployment").path("spec");
    int preStop = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();

    assertThat(preStop).isPositive();
    assertThat(pod.path("terminationGracePeriodSeconds").asLong())
        .isGreaterThanOrEqualTo(preStop + environment.settings().stopGrace().toSeconds() + 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void no_pod_may_do_more_than_it_has_to(String name) {
    for (JsonNode pod : Environment.of(name).pods()) {
      JsonNode spec = pod.path("spec");
      assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(spec.at("/securityContext/runAsUser").asInt()).isPositive();
      assertThat(spec.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(spec.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      assertThat(spec.path("enableServiceLinks").asBoolean(true)).isFalse();
      for (JsonNode container : spec.path("containers")) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(security.at("/capabilities").has("add")).isFalse();
        assertThat(container.at("/resources/requests").has("cpu")).isTrue();
        assertThat(container.at("/resources/limits/memory"))
            .isEqualTo(container.at("/resources/requests/memory"));
        assertThat(container.path("image").asText()).matches(".+amazonaws\\.com/redshift-pipe:.+");
        assertThat(container.findValuesAsText("mountPath")).contains("/tmp");
      }
    }
  }

  @Test
  void the_jobs_run_commands_that_there_are() {
    for (String kind : List.of("Job", "CronJob")) {
      List<String> arguments = new ArrayList<>();
      Environment.of("prod")
          .pod(kind)
          .at("/spec/containers/0/args")
          .forEach(argument -> arguments.add(argument.asText()));
      assertThat(arguments).isNotEmpty();
      arguments.add("--help"); // reads the arguments, and does nothing
      assertThat(RedshiftPipeCommand.execute(NOTHING, arguments.toArray(String[]::new))).isZero();
    }
  }

  @Test
  void what_sets_up_has_another_identity_than_what_loads() {
    Environment prod = Environment.of("prod");

    assertThat(prod.pods())
        .extracting(pod -> pod.at("/spec/serviceAccountName").asText())
        .containsExactly("redshift-pipe", "redshift-pipe-setup", "redshift-pipe");
    assertThat(
            Stream.of("redshift-pipe", "redshift-pipe-setup")
                .map(name -> prod.object("ServiceAccount", name))
                .map(account -> account.at("/metadata/annotations/eks.amazonaws.com~1role-arn"))
                .map(JsonNode::asText))
        .doesNotHaveDuplicates()
        .allMatch(arn -> arn.startsWith("arn:aws:iam::"));
  }

  @Test
  void the_network_lets_names_and_aws_and_credentials_through() {
    JsonNode policy = Environment.of("prod").object("NetworkPolicy", "redshift-pipe");
    Set<String> ways = new TreeSet<>();
    for (JsonNode rule : policy.at("/spec/egress")) {
      List<String> to = rule.findValuesAsText("cidr");
      for (JsonNode port : rule.path("ports")) {
        (to.isEmpty() ? List.of("any") : to)
            .forEach(
                cidr ->
                    ways.add(
                        "%s %s %s"
                            .formatted(
                                port.path("protocol").asText(), port.path("port").asText(), cidr)));
      }
    }

    assertThat(ways)
        .containsExactlyInAnyOrder(
            "UDP 53 any",
            "TCP 53 any",
            "TCP 443 0.0.0.0/0",
            "TCP 443 ::/0",
            "TCP 80 169.254.170.23/32",
            "TCP 80 fd00:ec2::23/128");
    assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    for (JsonNode pod : Environment.of("prod").pods()) {
      assertThat(isSelected(policy.at("/spec/podSelector/matchLabels"), pod)).isTrue();
    }
  }

  @Test
  void budget_and_service_mean_the_pipes_alone() {
    Environment prod = Environment.of("prod");
    List<JsonNode> selectors =
        List.of(
            prod.object("Deployment", "redshift-pipe").at("/spec/selector/matchLabels"),
            prod.object("PodDisruptionBudget", "redshift-pipe").at("/spec/selector/matchLabels"),
            prod.object("Service", "redshift-pipe").at("/spec/selector"));

    for (JsonNode selector : selectors) {
      assertThat(isSelected(selector, prod.pod("Deployment"))).isTrue();
      assertThat(isSelected(selector, prod.pod("Job"))).isFalse();
      assertThat(isSelected(selector, prod.pod("CronJob"))).isFalse();
    }
    assertThat(
            isSelected(
                prod.object("ServiceMonitor", "redshift-pipe").at("/spec/selector/matchLabels"),
                prod.object("Service", "redshift-pipe")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod"})
  void copies_follow_the_queue_that_the_pipes_read(String name) {
    Environment environment = Environment.of(name);
    JsonNode scaled = environment.object("ScaledObject", "redshift-pipe").path("spec");
    JsonNode depth = scaled.at("/triggers/0/metadata");
    JsonNode age = scaled.at("/triggers/1/metadata");
    String region = environment.data("redshift-pipe-environment").get("AWS_REGION");
    Settings settings = environment.settings();

    assertThat(environment.object("Deployment", "redshift-pipe").path("spec").has("replicas"))
        .isFalse();
    assertThat(scaled.at("/scaleTargetRef/name").asText()).isEqualTo("redshift-pipe");
    assertThat(depth.path("queueURL").asText())
        .startsWith("https://sqs." + region + ".amazonaws.com/")
        .endsWith("/" + settings.notificationsQueue());
    assertThat(age.path("dimensionValue").asText()).isEqualTo(settings.notificationsQueue());
    assertThat(age.path("metricName").asText()).isEqualTo("ApproximateAgeOfOldestMessage");
    assertThat(List.of(depth, age)).allMatch(m -> m.path("awsRegion").asText().equals(region));
    assertThat(scaled.at("/advanced/scalingModifiers/formula").asText())
        .contains(scaled.at("/triggers/0/name").asText(), scaled.at("/triggers/1/name").asText());
    assertThat(scaled.path("minReplicaCount").asInt()).isPositive();
    assertThat(scaled.path("maxReplicaCount").asInt())
        .isGreaterThan(scaled.path("minReplicaCount").asInt());
  }

  private static boolean isSelected(JsonNode selector, JsonNode object) {
    return selector.size() > 0
        && selector.properties().stream()
            .allMatch(
                label ->
                    object
                        .path("metadata")
                        .path("labels")
                        .path(label.getKey())
                        .equals(label.getValue()));
  }
}
