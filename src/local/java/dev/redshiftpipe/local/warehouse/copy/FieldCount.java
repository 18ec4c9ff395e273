package dev.redshiftpipe.local.warehouse.copy;

import dev.redshiftpipe.local.warehouse.sql.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As many fields as columns.
 *
 * @param fills whether fields missing at the end are NULL (FILLRECORD)
 */
record FieldCount(int expected, boolean fills) {
  /**
   * @throws Refusal when a specification has other fields than the table
   */
  void require(int specified) throws Refusal {
    if (specified != expected) {
      throw new Refusal(
          "Number of fields in the fixedwidth specification and the number of columns should match."
              + " Fields: "
              + specified
              + ", Number of columns in table or column list: "
              + expected,
          "42601");
    }
  }

  Row checked(Row.Fields row) {
    int found = row.values().size();
    if (found > expected) {
      return new Row.Broken(row.line(), row.raw(), 1202, "Extra column(s) found");
    }
    if (found == expected) {
      return row;
    }
    if (!fills) {
      return new Row.Broken(row.line(), row.raw(), 1214, "Delimiter not found");
    }
    List<@Nullable String> filled = new ArrayList<>(row.values());
    while (filled.size() < expected) {
      filled.add(null);
    }
    return new Row.Fields(row.line(), row.raw(), filled, row.positions());
  }
}
