package dev.redshiftpipe.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the roles may do that warehouses take on: those of COPY and UNLOAD. */
final class WarehousePolicies {
  private final PolicySubject subject;
  private final PolicyOptions options;
  private final Arns arns;

  WarehousePolicies(PolicySubject subject, PolicyOptions options) {
    this.subject = subject;
    this.options = options;
    this.arns = options.arns();
  }

  /** Reads files of the pipes of a warehouse, and the lists and copies that the pipe has made. */
  ObjectNode copy(Warehouse warehouse) {
    Prefix control = subject.control().prefix();
    List<String> objects = new ArrayList<>();
    Set<String> buckets = new TreeSet<>(Set.of(arns.bucket(control.bucket())));
    for (String folder : List.of("manifests/", "prepared/", "audit/", "probe/")) {
      objects.add(arns.objects(new Prefix(control.bucket(), control.key() + folder)));
    }
    for (Prefix prefix : subject.copied(warehouse)) {
      objects.add(arns.objects(prefix));
      buckets.add(arns.bucket(prefix.bucket()));
    }
    for (Prefix paths : subject.paths(warehouse)) {
      objects.add(arns.object(paths));
      buckets.add(arns.bucket(paths.bucket()));
    }
    return new Permissions()
        .allow("ReadFiles", objects, "s3:GetObject")
        .allow("ListBuckets", buckets, "s3:ListBucket")
        .keys(options.keys(), false)
        .document();
  }

  /** Writes where UNLOAD is told to. */
  ObjectNode unload() {
    List<String> objects = options.unloads().stream().map(arns::objects).toList();
    List<String> buckets =
        options.unloads().stream().map(Prefix::bucket).distinct().map(arns::bucket).toList();
    return new Permissions()
        .allow("WriteFiles", objects, "s3:PutObject", "s3:DeleteObject")
        .allow("ListBuckets", buckets, "s3:ListBucket", "s3:GetBucketLocation")
        .keys(options.keys(), true)
        .document();
  }

  /** Who may take on these roles. */
  ObjectNode trust() {
    ObjectNode document = Permissions.empty();
    ObjectNode statement =
        document.putArray("Statement").addObject().put("Sid", "Redshift").put("Effect", "Allow");
    boolean hasWorkgroup = subject.warehouses().values().stream().anyMatch(this::isServerless);
    boolean hasCluster = subject.warehouses().values().stream().anyMatch(one -> !isServerless(one));
    var services = statement.putObject("Principal").putArray("Service");
    Stream.of(
            hasCluster ? "redshift.amazonaws.com" : "",
            hasWorkgroup ? "redshift-serverless.amazonaws.com" : "")
        .filter(service -> !service.isEmpty())
        .forEach(services::add);
    statement.put("Action", "sts:AssumeRole");
    return document;
  }

  private boolean isServerless(Warehouse warehouse) {
    return warehouse.cluster().isEmpty();
  }
}
