package dev.redshiftpipe.setup;

import dev.redshiftpipe.pipe.Warehouse;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the Data API takes for some warehouses. Only calls that name a warehouse can be narrowed to
 * it (service authorization reference, Redshift Data API). Calls that name a statement could be
 * narrowed to the caller's own; but a copy must cancel and follow what another one has submitted.
 */
record DataApi(Collection<Warehouse> warehouses, Arns arns) {
  static DataApi of(PolicySubject subject, Arns arns) {
    return new DataApi(subject.warehouses().values(), arns);
  }

  /** Statements, and the credentials that each kind of warehouse takes. */
  Permissions run(Permissions permissions) {
    if (warehouses.isEmpty()) {
      return permissions;
    }
    permissions.allow(
        "SubmitStatements",
        warehouses.stream().map(arns::warehouse).toList(),
        "redshift-data:BatchExecuteStatement");
    permissions.allow(
        "FollowStatements",
        "*",
        "redshift-data:DescribeStatement",
        "redshift-data:GetStatementResult");
    return credentials(permissions);
  }

  void readCatalogue(Permissions permissions) {
    permissions.allow(
        "ReadCatalogue",
        warehouses.stream().map(arns::warehouse).toList(),
        "redshift-data:ListDatabases",
        "redshift-data:ListSchemas",
        "redshift-data:ListTables",
        "redshift-data:DescribeTable");
  }

  private Permissions credentials(Permissions permissions) {
    return permissions
        .allow(
            "Secrets",
            those(one -> !one.secretArn().isEmpty(), Warehouse::secretArn),
            "secretsmanager:GetSecretValue")
        .allow(
            "CredentialsOfWorkgroups",
            those(one -> isByIam(one) && one.cluster().isEmpty(), arns::warehouse),
            "redshift-serverless:GetCredentials")
        .allow(
            "CredentialsOfClusters",
            those(one -> isByIam(one) && !one.cluster().isEmpty(), arns::database),
            "redshift:GetClusterCredentialsWithIAM")
        .allow(
            "CredentialsOfDatabaseUsers",
            java.util.stream.Stream.concat(
                    those(one -> !one.dbUser().isEmpty(), arns::database).stream(),
                    those(one -> !one.dbUser().isEmpty(), arns::user).stream())
                .toList(),
            "redshift:GetClusterCredentials");
  }

  private static boolean isByIam(Warehouse warehouse) {
    return warehouse.secretArn().isEmpty() && warehouse.dbUser().isEmpty();
  }

  private List<String> those(Predicate<Warehouse> test, Function<Warehouse, String> resource) {
    return warehouses.stream().filter(test).map(resource).distinct().toList();
  }
}
