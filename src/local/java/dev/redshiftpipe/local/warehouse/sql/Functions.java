package dev.redshiftpipe.local.warehouse.sql;

import dev.redshiftpipe.local.warehouse.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Calls that no function of PostgreSQL's can stand for; the others are functions (functions.sql).
 */
final class Functions {
  private static final Set<String> KNOWN =
      Set.of(
          "nvl",
          "isnull",
          "nvl2",
          "decode",
          "dateadd",
          "date_add",
          "datediff",
          "date_diff",
          "date_part",
          "pgdate_part",
          "convert",
          "listagg",
          "json_serialize");

  private Functions() {}

  static boolean knows(Token name) {
    return KNOWN.contains(name.name());
  }

  static List<Token> call(Token name, List<List<Token>> arguments) throws Refusal {
    return switch (name.name()) {
      case "nvl", "isnull" -> call(name, "coalesce", arguments);
      // a form of PostgreSQL's own unless qualified
      case "json_serialize" -> call(name, "pg_catalog.json_serialize", arguments);
      case "nvl2" -> nvl2(name, arguments);
      case "decode" ->
          arguments.size() < 3 ? call(name, "decode", arguments) : decode(name, arguments);
      case "convert" ->
          arguments.size() == 2 ? cast(name, arguments) : call(name, "convert", arguments);
      case "date_add" -> dated(name, "dateadd", arguments);
      case "date_diff" -> dated(name, "datediff", arguments);
      case "pgdate_part" -> dated(name, "date_part", arguments);
      default -> dated(name, name.text(), arguments);
    };
  }

  /** string_agg takes the order inside of its parentheses, LISTAGG behind them. */
  static List<Token> listagg(Token name, List<List<Token>> arguments, List<Token> order)
      throws Refusal {
    List<Token> value = new ArrayList<>(argument(name, arguments, 0));
    List<Token> out = new ArrayList<>();
    out.add(name.withText("string_agg"));
    out.add(Token.symbol("(", name));
    boolean isDistinct = value.getFirst().is("DISTINCT");
    if (isDistinct) {
      out.add(value.removeFirst());
    }
    out.addAll(asText(name, value));
    out.add(Token.symbol(",", name));
    out.addAll(arguments.size() > 1 ? arguments.get(1) : List.of(Token.string("", name)));
    if (isDistinct && !order.isEmpty()) {
      out.add(Token.word("ORDER BY", name));
      out.addAll(asText(name, value));
      if (order.getLast().is("DESC")) {
        out.add(Token.word("DESC", name));
      }
    } else {
      order.forEach(token -> out.add(token.withSpace()));
    }
    out.add(Token.symbol(")", name));
    return out;
  }

  private static List<Token> asText(Token name, List<Token> value) {
    List<Token> out = new ArrayList<>();
    out.add(Token.word("(", name));
    out.addAll(value);
    out.add(Token.symbol(")::text", name));
    return out;
  }

  private static List<Token> nvl2(Token name, List<List<Token>> arguments) throws Refusal {
    List<Token> out = new ArrayList<>();
    out.add(Token.word("(CASE WHEN (", name));
    out.addAll(argument(name, arguments, 0));
    out.add(Token.word(") IS NOT NULL THEN", name));
    out.addAll(spaced(argument(name, arguments, 1)));
    out.add(Token.word("ELSE", name));
    out.addAll(spaced(argument(name, arguments, 2)));
    out.add(Token.word("END)", name));
    return out;
  }

  /** DECODE holds NULL equal to NULL. */
  private static List<Token> decode(Token name, List<List<Token>> arguments) {
    List<Token> out = new ArrayList<>();
    out.add(Token.word("(CASE", name));
    int i = 1;
    for (; i + 1 < arguments.size(); i += 2) {
      out.add(Token.word("WHEN (", name));
      out.addAll(arguments.getFirst());
      out.add(Token.word(") IS NOT DISTINCT FROM (", name));
      out.addAll(arguments.get(i));
      out.add(Token.word(") THEN", name));
      out.addAll(spaced(arguments.get(i + 1)));
    }
    if (i < arguments.size()) {
      out.add(Token.word("ELSE", name));
      out.addAll(spaced(arguments.get(i)));
    }
    out.add(Token.word("END)", name));
    return out;
  }

  private static List<Token> cast(Token name, List<List<Token>> arguments) {
    List<Token> out = new ArrayList<>();
    out.add(name.withText("CAST"));
    out.add(Token.symbol("(", name));
    out.addAll(arguments.get(1));
    out.add(Token.word("AS", name));
    out.addAll(spaced(arguments.getFirst()));
    out.add(Token.symbol(")", name));
    return out;
  }

  /** The date part may be a bare word: day as well as 'day'. */
  private static List<Token> dated(Token name, String function, List<List<Token>> arguments) {
    List<List<Token>> quoted = new ArrayList<>(arguments);
    if (!quoted.isEmpty() && quoted.getFirst().size() == 1) {
      Token part = quoted.getFirst().getFirst();
      if (part.kind() == Kind.WORD) {
        quoted.set(0, List.of(Token.string(part.text().toLowerCase(Locale.ROOT), part)));
      }
    }
    return call(name, function, quoted);
  }

  private static List<Token> call(Token name, String function, List<List<Token>> arguments) {
    List<Token> out = new ArrayList<>();
    out.add(name.withText(function));
    out.add(Token.symbol("(", name));
    for (int i = 0; i < arguments.size(); i++) {
      if (i > 0) {
        out.add(Token.symbol(",", name));
      }
      out.addAll(arguments.get(i));
    }
    out.add(Token.symbol(")", name));
    return out;
  }

  private static List<Token> argument(Token name, List<List<Token>> arguments, int index)
      throws Refusal {
    if (index >= arguments.size() || arguments.get(index).isEmpty()) {
      throw Refusal.syntaxErrorAt(name);
    }
    return arguments.get(index);
  }

  private static List<Token> spaced(List<Token> tokens) {
    List<Token> spaced = new ArrayList<>(tokens);
    if (!spaced.isEmpty()) {
      spaced.set(0, spaced.getFirst().withSpace());
    }
    return spaced;
  }
}
