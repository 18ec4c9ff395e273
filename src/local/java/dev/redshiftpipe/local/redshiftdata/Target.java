package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse and database a request is for, and as whom.
 *
 * @param cluster its identifier; null for a workgroup
 * @param workgroup its name or ARN; null for a cluster
 * @param user the database user as the answers show it; null when a secret holds it
 */
record Target(
    @Nullable String cluster,
    @Nullable String workgroup,
    @Nullable String secret,
    @Nullable String user,
    String database) {
  /** What is connected to when ListDatabases names no database. */
  private static final String DEFAULT_DATABASE = "dev";

  /** Whom a secret is taken to hold. */
  private static final String SECRET_USER = "awsuser";

  /**
   * Reads who wants to go where, in one of the combinations that the service's operations document.
   *
   * @throws AwsError ValidationException for any other combination; the texts are assumed
   */
  static Target of(Request request, Account account) throws AwsError {
    String cluster = request.text("ClusterIdentifier").orElse(null);
    String workgroup = request.text("WorkgroupName").orElse(null);
    String secret = request.text("SecretArn").orElse(null);
    String user = request.text("DbUser").orElse(null);
    Optional<String> database = request.text("Database");
    if (cluster != null && workgroup != null) {
      throw Refusals.invalid("ClusterIdentifier and WorkgroupName can't both be specified.");
    }
    if (cluster == null && workgroup == null && secret == null) {
      throw Refusals.invalid(
          "Either ClusterIdentifier, WorkgroupName or SecretArn must be specified.");
    }
    if (user != null && (workgroup != null || secret != null)) {
      throw Refusals.invalid("DbUser can only be specified with a ClusterIdentifier alone.");
    }
    if (database.filter(name -> !name.isBlank()).isEmpty()
        && !request.operation().equals("ListDatabases")) {
      throw Refusals.invalid("Database must be specified.");
    }
    String warehouse = cluster != null ? cluster : workgroup;
    if (warehouse != null && !account.has(warehouse)) {
      throw Refusals.invalid("Redshift endpoint doesn't exist in this region.");
    }
    if (secret == null && user == null) {
      user = account.databaseUser();
    }
    return new Target(cluster, workgroup, secret, user, database.orElse(DEFAULT_DATABASE));
  }

  /** Whether a request that names a kept session contradicts what that session is connected to. */
  boolean isContradictedBy(Request request) {
    return differs(request, "ClusterIdentifier", cluster)
        || differs(request, "WorkgroupName", workgroup)
        || differs(request, "SecretArn", secret)
        || differs(request, "DbUser", user)
        || differs(request, "Database", database);
  }

  /** The cluster or workgroup whose quotas count. */
  String warehouse() {
    return cluster != null ? "cluster " + cluster : "workgroup " + workgroup;
  }

  String connectingUser() {
    return user != null ? user : SECRET_USER;
  }

  /** Writes what an answer says of it: a cluster's has no workgroup, and the reverse. */
  void describeIn(ObjectNode answer) {
    putIfAny(answer, "ClusterIdentifier", cluster);
    putIfAny(answer, "WorkgroupName", workgroup);
    putIfAny(answer, "SecretArn", secret);
    putIfAny(answer, "DbUser", user);
    answer.put("Database", database);
  }

  private static boolean differs(Request request, String member, @Nullable String own) {
    return request.text(member).filter(given -> !given.equals(own)).isPresent();
  }

  private static void putIfAny(ObjectNode answer, String member, @Nullable String value) {
    if (value != null) {
      answer.put(member, value);
    }
  }
}
