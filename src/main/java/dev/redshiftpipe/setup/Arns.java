package dev.redshiftpipe.setup;

import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Warehouse;
import java.net.URI;
import java.util.Map;

/**
 * How IAM names what the settings name.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param region where nothing else is said
 * @param account 12 digits
 * @param workgroups ids of serverless workgroups, by warehouse: the settings have their names, IAM
 *     knows them by their ids alone
 */
public record Arns(
    String partition, String region, String account, Map<String, String> workgroups) {
  public Arns {
    workgroups = Map.copyOf(workgroups);
  }

  /**
   * @param nameOrUrl as the settings have it; a URL tells region and account
   */
  String queue(String nameOrUrl) {
    if (!nameOrUrl.contains("://")) {
      return "arn:%s:sqs:%s:%s:%s".formatted(partition, region, account, nameOrUrl);
    }
    URI url = URI.create(nameOrUrl);
    String[] path = url.getPath().split("/");
    String[] host = String.valueOf(url.getHost()).split("\\.");
    boolean isOfAws = host.length > 2 && host[0].equals("sqs");
    return "arn:%s:sqs:%s:%s:%s"
        .formatted(
            partition,
            isOfAws ? host[1] : region,
            path.length > 2 ? path[path.length - 2] : account,
            path[path.length - 1]);
  }

  String bucket(String name) {
    return "arn:%s:s3:::%s".formatted(partition, name);
  }

  /** All objects whose keys begin so. */
  String objects(Prefix prefix) {
    return bucket(prefix.bucket()) + "/" + escaped(prefix.key()) + "*";
  }

  /** One object. */
  String object(Prefix address) {
    return bucket(address.bucket()) + "/" + escaped(address.key());
  }

  /** In a resource {@code *}, {@code ?} and {@code $} stand for others, unless written so. */
  private static String escaped(String key) {
    return key.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
  }

  String bus(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : "arn:%s:events:%s:%s:event-bus/%s".formatted(partition, region, account, nameOrArn);
  }

  /** Rules of EventBridge's default bus. */
  String rules(String begin) {
    return "arn:%s:events:%s:%s:rule/%s*".formatted(partition, region, account, begin);
  }

  /** What the Data API asks permission for. */
  String warehouse(Warehouse warehouse) {
    if (!warehouse.cluster().isEmpty()) {
      return redshift(warehouse, "cluster:" + warehouse.cluster());
    }
    return warehouse.workgroup().startsWith("arn:")
        ? warehouse.workgroup()
        : "arn:%s:redshift-serverless:%s:%s:workgroup/%s"
            .formatted(
                partition,
                regionOf(warehouse),
                account,
                workgroups.getOrDefault(warehouse.name(), "ID-OF-" + warehouse.workgroup()));
  }

  String database(Warehouse warehouse) {
    return redshift(warehouse, "dbname:" + warehouse.cluster() + "/" + warehouse.database());
  }

  String user(Warehouse warehouse) {
    return redshift(warehouse, "dbuser:" + warehouse.cluster() + "/" + warehouse.dbUser());
  }

  String oidcProvider(String provider) {
    return "arn:%s:iam::%s:oidc-provider/%s".formatted(partition, account, provider);
  }

  private String redshift(Warehouse warehouse, String resource) {
    return "arn:%s:redshift:%s:%s:%s".formatted(partition, regionOf(warehouse), account, resource);
  }

  private String regionOf(Warehouse warehouse) {
    return warehouse.region().isEmpty() ? region : warehouse.region();
  }
}
