package dev.redshiftpipe.setup;

import dev.redshiftpipe.pipe.Prefix;
import java.util.List;

/**
 * What policies depend on and no setting says.
 *
 * @param workflowObjects where steps of workflows read, copy and delete objects
 * @param unloads where UNLOAD writes
 * @param keys ARNs of KMS keys of buckets, queues and secrets
 * @param oidcProvider of the cluster, without https://, for IRSA; empty for Pod Identity alone
 * @param namespace of Kubernetes
 */
public record PolicyOptions(
    Arns arns,
    List<Prefix> workflowObjects,
    List<Prefix> unloads,
    List<String> keys,
    String oidcProvider,
    String namespace) {
  public PolicyOptions {
    workflowObjects = List.copyOf(workflowObjects);
    unloads = List.copyOf(unloads);
    keys = List.copyOf(keys);
  }
}
