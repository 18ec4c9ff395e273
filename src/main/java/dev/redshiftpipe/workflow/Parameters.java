package dev.redshiftpipe.workflow;

import dev.redshiftpipe.copy.SqlScript;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values for the parameters {@code :name} of SQL, which the Data API binds. */
public final class Parameters {
  private Parameters() {}

  /**
   * The values that some statements need.
   *
   * @param values gives the value of a name; null for none
   * @throws IllegalArgumentException naming a parameter that has no value
   */
  public static Map<String, String> of(
      Collection<String> statements, Function<String, @Nullable String> values) {
    Map<String, String> bound = new TreeMap<>();
    for (String statement : statements) {
      for (String name : SqlScript.parameters(statement)) {
        String value = values.apply(name);
        if (value == null || value.isEmpty()) {
          throw new IllegalArgumentException(
              "no value for :" + name + ", neither as a variable nor as a parameter of the run");
        }
        bound.put(name, value);
      }
    }
    return bound;
  }

  /** Those of some values that one statement needs. */
  public static Map<String, String> of(String statement, Map<String, String> values) {
    return of(List.of(statement), values::get);
  }
}
