package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;

/** SELECT TOP n … becomes SELECT … LIMIT n. */
final class Tops {
  private Tops() {}

  static List<Token> rewritten(List<Token> tokens) throws Refusal {
    List<Token> out = new ArrayList<>(tokens);
    // from the right, so that what is put behind an inner query does not move the outer one
    for (int i = out.size() - 3; i >= 0; i--) {
      boolean isTop =
          out.get(i).is("SELECT")
              && out.get(i + 1).is("TOP")
              && (out.get(i + 2).kind() == Token.Kind.NUMBER
                  || out.get(i + 2).kind() == Token.Kind.STRING);
      if (isTop) {
        Token count = out.get(i + 2);
        int end = end(out, i);
        out.add(end, count.withSpace());
        out.add(end, Token.word("LIMIT", count));
        out.subList(i + 1, i + 3).clear();
      }
    }
    return out;
  }

  private static int end(List<Token> tokens, int select) throws Refusal {
    int depth = 0;
    for (int i = select; i < tokens.size(); i++) {
      depth += Brackets.depthChange(tokens.get(i));
      if (depth < 0) {
        return i;
      }
      if (depth == 0 && tokens.get(i).isAny("UNION", "EXCEPT", "INTERSECT", "MINUS")) {
        throw Refusal.standInCannot("TOP beside " + tokens.get(i).text());
      }
    }
    return tokens.size();
  }
}
