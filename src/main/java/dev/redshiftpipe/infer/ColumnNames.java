package dev.redshiftpipe.infer;

import dev.redshiftpipe.pipe.Table;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of columns and tables that need no quotes: folded to lower case, without accents, {@code _}
 * for what else cannot stand in them, and each once.
 */
final class ColumnNames {
  /** Names and identifiers have 127 bytes at most; room for a number behind them. */
  private static final int LONGEST = 120;

  /** Developer guide, reserved words; and the columns that every table has unseen. */
  private static final Set<String> RESERVED =
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
                  + " primary qualify raw readratio recover references rejectlog resort respect"
                  + " restore right select session_user similar snapshot some sysdate system table"
                  + " tag tdes text255 text32k then timestamp to top trailing true truncatecolumns"
                  + " union unique unnest unpivot user using verbose wallet when where with without"
                  + " tableoid xmin xmax cmin cmax ctid")
              .split(" "));

  private final Set<String> given = new HashSet<>();

  /** A name that was not given yet. */
  String of(String source) {
    String name = folded(source);
    String free = name;
    for (int i = 2; !given.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /** Whether a name may stand as it is, but for capitals. */
  static boolean isPlain(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    return Table.isIdentifier(lower) && !RESERVED.contains(lower);
  }

  /** One that may stand in SQL without quotes. */
  static String folded(String source) {
    String plain =
        Normalizer.normalize(source.strip(), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replace("ß", "ss")
            .toLowerCase(Locale.ROOT);
    if (Table.isIdentifier(plain) && !RESERVED.contains(plain)) {
      return plain;
    }
    String name = plain.replaceAll("[^a-z0-9_]+", "_").replaceAll("^_+(?=.)|(?<=.)_+$", "");
    if (name.isEmpty() || name.equals("_")) {
      return "column_1";
    }
    name = name.substring(0, Math.min(name.length(), LONGEST));
    boolean needsLetter = !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_';
    name = needsLetter ? "_" + name : name;
    return RESERVED.contains(name) ? name + "_" : name;
  }
}
