#!/usr/bin/env bash
# sql-formatter's dialect "redshift" changes what a statement means: it puts a blank into E'\t'.
#
# sql-formatter 15.9.0; libpg-query 18.1.5 (PostgreSQL's own parser) as the judge. Both npm.
# E'\t' is a tab. `E '\t'` is the text backslash-t cast to a type of the name e, says the parser.
# The dialect "postgresql" of the same formatter leaves E'\t' alone; "redshift" does not know the
# prefix. And it tears the end of a comment within a comment apart, `*/` becomes `* /`, so that the
# statement ends in an open comment.
#
# Why it matters here: a file of SQL that a formatter touches on commit says something else than
# what was tested, and a part of a script that a comment had switched off breaks the whole.
#
# Seen:
#   SELECT E'\t' | {"sval":"\t"}
#     postgresql: SELECT E'\t' | {"sval":"\t"}
#     redshift: SELECT E '\t' | cast of "\\t" to e
#   SELECT 1 /* a /* b */ c */ | {"ival":1}
#     postgresql: SELECT 1 /* a /* b */ c */ | {"ival":1}
#     redshift: SELECT 1 /* a /* b */ c * / | not SQL
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-save --ignore-scripts sql-formatter@15.9.0 libpg-query@18.1.5 > /dev/null

cat > literals.mjs << 'END'
import * as parser from 'libpg-query'
import { format } from 'sql-formatter'

await parser.loadModule()

async function meaning(sql) {
  try {
    const column = (await parser.parse(sql)).stmts[0].stmt.SelectStmt.targetList[0].ResTarget.val
    const cast = column.TypeCast
    return cast
      ? `cast of ${JSON.stringify(cast.arg.A_Const.sval.sval)} to ${cast.typeName.names[0].String.sval}`
      : JSON.stringify(Object.values(column.A_Const)[0])
  } catch (e) {
    return 'not SQL'
  }
}

for (const sql of ["SELECT E'\\t'", 'SELECT 1 /* a /* b */ c */']) {
  console.log(`${sql} | ${await meaning(sql)}`)
  for (const language of ['postgresql', 'redshift']) {
    const formatted = format(sql, { language }).replace(/\s+/g, ' ')
    console.log(`  ${language}: ${formatted} | ${await meaning(formatted)}`)
  }
}
END
node literals.mjs > seen.txt

cat > expected.txt << 'END'
SELECT E'\t' | {"sval":"\t"}
  postgresql: SELECT E'\t' | {"sval":"\t"}
  redshift: SELECT E '\t' | cast of "\\t" to e
SELECT 1 /* a /* b */ c */ | {"ival":1}
  postgresql: SELECT 1 /* a /* b */ c */ | {"ival":1}
  redshift: SELECT 1 /* a /* b */ c * / | not SQL
END
diff expected.txt seen.txt && echo 'as found'
