package dev.redshiftpipe.local.warehouse.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Words that are no names unless they are quoted (Database Developer Guide, r_pg_keywords). Some of
 * them PostgreSQL takes.
 */
public final class ReservedWords {
  private static final Set<String> ALL =
      Set.of(
          ("aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64"
                  + " backup between binary blanksasnull both bytedict bzip2 case cast check collate"
                  + " column constraint create credentials cross current_date current_time"
                  + " current_timestamp current_user current_user_id default deferrable deflate"
                  + " defrag delta delta32k desc disable distinct do else emptyasnull enable encode"
                  + " encrypt encryption end except explicit false for foreign freeze from full"
                  + " globaldict256 globaldict64k grant group gzip having identity ignore ilike in"
                  + " initially inner intersect interval into is isnull join leading left like limit"
                  + " localtime localtimestamp lun luns lzo lzop minus mostly16 mostly32 mostly8"
                  + " natural new not notnull null nulls off offline offset oid old on only open or"
                  + " order outer overlaps parallel partition percent permissions pivot placing"
                  + " primary raw readratio recover references rejectlog resort respect restore"
                  + " right select session_user similar snapshot some sysdate system table tag tdes"
                  + " text255 text32k then timestamp to top trailing true truncatecolumns union"
                  + " unique unnest unpivot user using verbose wallet when where with without")
              .split(" "));

  /** Those that have no place in a query or a change of rows, so that they can only be names. */
  private static final Set<String> NEVER_IN_QUERIES =
      Set.of(
          ("aes128 aes256 allowoverwrite az64 backup blanksasnull bytedict bzip2 credentials deflate"
                  + " defrag delta delta32k emptyasnull encrypt encryption globaldict256"
                  + " globaldict64k lun luns lzo lzop mostly16 mostly32 mostly8 offline permissions"
                  + " readratio recover rejectlog resort restore tag tdes text255 text32k"
                  + " truncatecolumns wallet")
              .split(" "));

  private ReservedWords() {}

  /** Whether a token is one of them and stands without quotes. */
  static boolean has(Token token) {
    return token.kind() == Token.Kind.WORD && ALL.contains(lower(token));
  }

  /**
   * @throws Refusal where the token is to be a name and is a bare reserved word
   */
  public static void refuse(Token token) throws Refusal {
    if (has(token)) {
      throw Refusal.syntaxErrorAt(token);
    }
  }

  /** Whether a word of a query is one that cannot stand there. */
  static boolean isMisplaced(Token token) {
    return token.kind() == Token.Kind.WORD && NEVER_IN_QUERIES.contains(lower(token));
  }

  private static String lower(Token token) {
    return token.text().toLowerCase(Locale.ROOT);
  }
}
