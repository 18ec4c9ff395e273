package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.warehouse.sql.Command;
import dev.redshiftpipe.local.warehouse.sql.Token;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which parameters of a called procedure are OUT, so that the caller did not name them. */
final class OutParameters {
  private static final String QUERY =
      """
      SELECT array_to_string(p.proargmodes, '') AS modes
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prokind = 'p'
      AND p.proname = ?
      AND (n.nspname = ? OR (? = '' AND pg_catalog.pg_function_is_visible(p.oid)))
      AND 'o' = ANY (p.proargmodes)
      ORDER BY p.oid
      """;

  private OutParameters() {}

  /** Their places, from 0; none when no procedure of that name takes so many arguments and more. */
  static Set<Integer> of(Connection connection, Command.Call call) throws SQLException {
    List<String> path = call.name().stream().filter(Token::isName).map(Token::name).toList();
    String schema = path.size() > 1 ? path.get(path.size() - 2) : "";
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, path.getLast());
      query.setString(2, schema);
      query.setString(3, schema);
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        Set<Integer> out = out(rows.getString("modes"));
        if (rows.getString("modes").length() - out.size() == call.arguments().size()) {
          return out;
        }
      }
    }
    return Set.of();
  }

  private static Set<Integer> out(String modes) {
    Set<Integer> out = new HashSet<>();
    for (int i = 0; i < modes.length(); i++) {
      if (modes.charAt(i) == 'o') {
        out.add(i);
      }
    }
    return out;
  }
}
