package dev.redshiftpipe.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.setup.Arns;
import dev.redshiftpipe.setup.PolicyOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policies [NAME]}: what IAM has to allow for these settings. */
@Command(
    name = "policies",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the policies of IAM that the settings need, as JSON by name; with NAME that one alone.",
      "process runs the pipes; commands is for the other commands besides;"
          + " setup and teardown are for these; copy-NAME is the role of warehouse NAME, unload what"
          + " UNLOAD needs besides; trust-… say who may take on the roles.",
      "Calls nothing. What no option and no setting tells stands there in capitals."
    })
final class PoliciesCommand implements Callable<Integer> {
  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Such as process; all without it.")
  private String name = "";

  @Option(
      names = "--account",
      paramLabel = "DIGITS",
      description = "Of the queues, the bus and the warehouses; notifications.account without it.")
  private String account = "";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "${env:AWS_REGION:-${env:AWS_DEFAULT_REGION:-REGION}}",
      description = "Default AWS_REGION, else AWS_DEFAULT_REGION.")
  private String region = "REGION";

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description = "Default ${DEFAULT-VALUE}; or aws-cn, aws-us-gov.")
  private String partition = "aws";

  @Option(
      names = "--workgroup-id",
      paramLabel = "WAREHOUSE=ID",
      description = "Id of a serverless workgroup: IAM does not know it by its name.")
  private Map<String, String> workgroups = new LinkedHashMap<>();

  @Option(
      names = "--workflow-objects",
      paramLabel = "S3-PREFIX",
      description = "Where steps of workflows read, copy and delete objects; may be repeated.")
  private List<String> workflowObjects = new ArrayList<>();

  @Option(
      names = "--unload-to",
      paramLabel = "S3-PREFIX",
      description = "Where UNLOAD writes; may be repeated.")
  private List<String> unloads = new ArrayList<>();

  @Option(
      names = "--kms-key",
      paramLabel = "ARN",
      description = "Key of your own for buckets, queues or secrets; may be repeated.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--oidc-provider",
      paramLabel = "HOST/PATH",
      description = "Of the cluster, without https://, for roles of service accounts (IRSA).")
  private String oidcProvider = "";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Of Kubernetes; default ${DEFAULT-VALUE}.")
  private String namespace = "redshift-pipe";

  PoliciesCommand(Actions actions) {
    this.actions = actions;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, ObjectNode> all =
        actions.policies(
            new PolicyOptions(
                new Arns(partition, region, account, workgroups),
                workflowObjects.stream().map(Prefix::parse).toList(),
                unloads.stream().map(Prefix::parse).toList(),
                keys,
                oidcProvider,
                namespace));
    ObjectNode printed = all.get(name);
    if (printed == null && !name.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no policy %s; there are %s".formatted(name, String.join(", ", all.keySet())));
    }
    if (printed == null) {
      printed = JsonNodeFactory.instance.objectNode();
      printed.setAll(all);
    }
    spec.commandLine().getOut().println(printed.toPrettyString());
    return 0;
  }
}
