package dev.redshiftpipe.local.redshiftdata;

import java.util.Set;

/**
 * Whose warehouses are asked, and where they are.
 *
 * @param id twelve digits
 * @param warehouses the identifiers and names of its clusters and workgroups; when empty, any name
 *     is taken for one
 */
public record Account(String id, String region, Set<String> warehouses) {
  /** The IAM user that every caller is taken for: signatures are not checked. */
  private static final String CALLER = "local";

  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException("an AWS account has twelve digits, not " + id);
    }
    warehouses = Set.copyOf(warehouses);
  }

  public Account(String id, String region) {
    this(id, region, Set.of());
  }

  boolean has(String warehouse) {
    return warehouses.isEmpty() || warehouses.contains(warehouse);
  }

  String principal() {
    return "arn:aws:iam::%s:user/%s".formatted(id, CALLER);
  }

  /** The database user that AWS derives from the caller's identity. */
  String databaseUser() {
    return "IAM:" + CALLER;
  }
}
