#!/usr/bin/env bash
# avsc writes an Avro file whose header has lost the logical types of the schema it was given.
#
# avsc 5.7.9 (npm).
# A schema with decimal, date and timestamp-millis, read by avro.Type.forSchema and written by
# avro.createFileEncoder: the header of the file says bytes, int and long. avsc keeps `logicalType`
# only where an implementation of it was passed in the `logicalTypes` option, of which it ships
# none; for all others the attribute is dropped, not carried through, and the attributes of the
# type (precision, scale) with it. type.schema({exportAttrs: true}) has lost it, too.
#
# Why it matters here: of a DECIMAL(9,2) the two bytes 01 02 are left, and a day is 19753. Every
# reader sees bytes and numbers, and nothing in the file says what they were.
#
# Seen:
#   amount "bytes"
#   day "int"
#   at "long"
#   exportAttrs "int"
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-save --ignore-scripts avsc@5.7.9 > /dev/null

cat > header.cjs << 'END'
const avro = require('avsc')
const type = avro.Type.forSchema({
  type: 'record',
  name: 'Sale',
  fields: [
    { name: 'amount', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 } },
    { name: 'day', type: { type: 'int', logicalType: 'date' } },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } }
  ]
})
const encoder = avro.createFileEncoder('sales.avro', type)
encoder.end({ amount: Buffer.from([1, 2]), day: 19753, at: 1706695200123 })
encoder.on('finish', () => {
  avro.createFileDecoder('sales.avro').on('metadata', (_, __, header) => {
    const schema = JSON.parse(header.meta['avro.schema'])
    for (const field of schema.fields) console.log(field.name, JSON.stringify(field.type))
    console.log('exportAttrs', JSON.stringify(type.schema({ exportAttrs: true }).fields[1].type))
  }).on('data', () => {})
})
END
node header.cjs > seen.txt

cat > expected.txt << 'END'
amount "bytes"
day "int"
at "long"
exportAttrs "int"
END
diff expected.txt seen.txt && echo 'as found'
