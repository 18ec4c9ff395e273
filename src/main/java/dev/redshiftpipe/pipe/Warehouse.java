package dev.redshiftpipe.pipe;

/**
 * A Redshift database and how to reach it. Of workgroup and cluster one is given, the other is
 * empty.
 *
 * @param secretArn of a secret in Secrets Manager; empty for IAM
 * @param dbUser user of a cluster for temporary credentials; empty otherwise
 * @param iamRole the role that COPY reads S3 with: {@code default}, or one or more ARNs with commas
 * @param region empty for the region of the process
 */
public record Warehouse(
    String name,
    String workgroup,
    String cluster,
    String database,
    String secretArn,
    String dbUser,
    String iamRole,
    String region) {
  public Warehouse {
    if (workgroup.isEmpty() == cluster.isEmpty()) {
      throw new IllegalArgumentException(
          "warehouse." + name + " needs either .workgroup (serverless) or .cluster");
    }
    if (!secretArn.isEmpty() && !dbUser.isEmpty()) {
      throw new IllegalArgumentException(
          "warehouse." + name + " has both .secret-arn and .db-user; choose one");
    }
    if (!workgroup.isEmpty() && !dbUser.isEmpty()) {
      throw new IllegalArgumentException(
          "warehouse." + name + ".db-user is for a cluster; a workgroup uses IAM or .secret-arn");
    }
    if (database.isEmpty()) {
      throw new IllegalArgumentException("warehouse." + name + ".database is missing");
    }
    if (!iamRole.equals("default")
        && !iamRole.matches(
            "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=.@/-]+(,arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=.@/-]+)*")) {
      throw new IllegalArgumentException(
          "warehouse."
              + name
              + ".iam-role: \""
              + iamRole
              + "\" is neither default nor a role's ARN");
    }
  }
}
