package dev.redshiftpipe.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The policies of IAM that settings need, as documents: least privilege, no more than what the
 * settings turn on and name.
 *
 * <p>{@code process}: runs the pipes. {@code commands}: for the commands besides. {@code setup},
 * {@code teardown}: for these commands alone. {@code copy-NAME}: the role of warehouse NAME that
 * COPY reads S3 with. {@code unload}: what UNLOAD needs besides. {@code trust-…}: who may take on
 * the roles.
 */
public final class Policies {
  private static final String ACCOUNT = "redshift-pipe";

  private Policies() {}

  /** By name, in the order in which they are told of above. */
  public static Map<String, ObjectNode> of(PolicySubject subject, PolicyOptions options) {
    ProcessPolicies process = new ProcessPolicies(subject, options);
    SetupPolicies setup = new SetupPolicies(subject, options);
    WarehousePolicies warehouse = new WarehousePolicies(subject, options);
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    all.put("process", process.process());
    all.put("commands", process.commands());
    all.put("setup", setup.setup());
    all.put("teardown", setup.teardown());
    new TreeMap<>(subject.warehouses())
        .forEach((name, one) -> all.put("copy-" + name, warehouse.copy(one)));
    if (!options.unloads().isEmpty()) {
      all.put("unload", warehouse.unload());
    }
    all.put("trust-pod-identity", podIdentity());
    if (!options.oidcProvider().isEmpty()) {
      all.put("trust-irsa", webIdentity(options, ACCOUNT));
      all.put("trust-irsa-setup", webIdentity(options, ACCOUNT + "-setup"));
    }
    if (!subject.warehouses().isEmpty()) {
      all.put("trust-redshift", warehouse.trust());
    }
    return all;
  }

  private static ObjectNode podIdentity() {
    ObjectNode document = Permissions.empty();
    ObjectNode statement =
        document.putArray("Statement").addObject().put("Sid", "Pods").put("Effect", "Allow");
    statement.putObject("Principal").put("Service", "pods.eks.amazonaws.com");
    statement.putArray("Action").add("sts:AssumeRole").add("sts:TagSession");
    return document;
  }

  private static ObjectNode webIdentity(PolicyOptions options, String serviceAccount) {
    String provider = options.oidcProvider();
    ObjectNode document = Permissions.empty();
    ObjectNode statement =
        document.putArray("Statement").addObject().put("Sid", "Pods").put("Effect", "Allow");
    statement.putObject("Principal").put("Federated", options.arns().oidcProvider(provider));
    statement.put("Action", "sts:AssumeRoleWithWebIdentity");
    statement
        .putObject("Condition")
        .putObject("StringEquals")
        .put(provider + ":aud", "sts.amazonaws.com")
        .put(
            provider + ":sub",
            "system:serviceaccount:%s:%s".formatted(options.namespace(), serviceAccount));
    return document;
  }
}
