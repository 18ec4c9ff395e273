package dev.redshiftpipe.copy;

/**
 * A query that shows whether the rows of another one are as they should be.
 *
 * @param query the other one
 * @param condition SQL over its columns that every row must meet; empty where it must have no row
 */
public record Assertion(String query, String condition) {
  /** 1 in rows that meet the condition, 0 in the others. */
  public static final String MET = "condition_met";

  /**
   * @throws IllegalArgumentException when the condition is more than one expression
   */
  public Assertion {
    if (!condition.isEmpty() && SqlScript.statements(condition).size() != 1) {
      throw new IllegalArgumentException(
          "condition is one expression over the columns of the query");
    }
  }

  /**
   * The query.
   *
   * @param shown most rows that it gives, those that do not meet the condition first
   */
  public String sql(int shown) {
    return condition.isEmpty()
        ? "SELECT * FROM (\n" + query + "\n) AS result LIMIT " + shown
        : """
          SELECT asserted.*
          FROM (
            SELECT result.*, CASE WHEN %s THEN 1 ELSE 0 END AS %s
            FROM (
          %s
          ) AS result
          ) AS asserted
          ORDER BY %s
          LIMIT %d"""
            .formatted(condition, MET, query, MET, shown);
  }
}
