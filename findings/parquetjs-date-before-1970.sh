#!/usr/bin/env bash
# parquetjs writes a day before 1970 one day late when the Date has a time of day.
#
# parquetjs 0.11.2 (npm); hyparquet 1.33.0 and hyparquet-writer 0.17.0 for comparison.
# A DATE column takes a JavaScript Date. parquetjs divides its milliseconds by a day and cuts the
# fraction towards zero, not down: 1950-05-04T23:00Z, which is what local midnight of 1950-05-05
# is in Vienna, becomes 1950-05-05, and 1969-12-31T10:00Z becomes 1970-01-01. After 1970 the day
# is the one of UTC. hyparquet-writer gives the day of UTC for all of them.
#
# Why it matters here: dates of birth are written so. Those before 1970 follow another rule than
# those after, in a file without any fault, and COPY loads them.
#
# Seen:
#   parquetjs 1950-05-04T23:00Z 1950-05-05
#   parquetjs 1969-12-31T10:00Z 1970-01-01
#   parquetjs 1969-12-31T00:00Z 1969-12-31
#   parquetjs 2024-01-31T23:00Z 2024-01-31
#   hyparquet-writer 1950-05-04T23:00Z 1950-05-04
#   hyparquet-writer 1969-12-31T10:00Z 1969-12-31
#   hyparquet-writer 1969-12-31T00:00Z 1969-12-31
#   hyparquet-writer 2024-01-31T23:00Z 2024-01-31
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-save --ignore-scripts \
  parquetjs@0.11.2 hyparquet@1.33.0 hyparquet-writer@0.17.0 > /dev/null

cat > days.mjs << 'END'
import { writeFileSync } from 'node:fs'
import parquet from 'parquetjs'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'

const times = ['1950-05-04T23:00Z', '1969-12-31T10:00Z', '1969-12-31T00:00Z', '2024-01-31T23:00Z']
const dates = times.map((time) => new Date(time))

const schema = new parquet.ParquetSchema({ day: { type: 'DATE' } })
const writer = await parquet.ParquetWriter.openFile(schema, 'parquetjs.parquet')
for (const day of dates) await writer.appendRow({ day })
await writer.close()

const columns = [{ name: 'root', num_children: 1 },
  { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' }]
const buffer = parquetWriteBuffer({ schema: columns, columnData: [{ name: 'day', data: dates }] })
writeFileSync('hyparquet-writer.parquet', Buffer.from(buffer))

for (const name of ['parquetjs', 'hyparquet-writer']) {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(`${name}.parquet`) })
  rows.forEach(({ day }, i) => console.log(name, times[i], day.toISOString().slice(0, 10)))
}
END
node days.mjs > seen.txt 2> log.txt || { cat log.txt; exit 1; }

cat > expected.txt << 'END'
parquetjs 1950-05-04T23:00Z 1950-05-05
parquetjs 1969-12-31T10:00Z 1970-01-01
parquetjs 1969-12-31T00:00Z 1969-12-31
parquetjs 2024-01-31T23:00Z 2024-01-31
hyparquet-writer 1950-05-04T23:00Z 1950-05-04
hyparquet-writer 1969-12-31T10:00Z 1969-12-31
hyparquet-writer 1969-12-31T00:00Z 1969-12-31
hyparquet-writer 2024-01-31T23:00Z 2024-01-31
END
diff expected.txt seen.txt && echo 'as found'
