#!/usr/bin/env bash
# avsc infers the Avro type `float`, of 32 bits, for every number that does not fit `int`.
#
# avsc 5.7.9 (npm).
# avro.Type.forValue makes a schema of a sample. A number beyond 2^31, be it an id or a time in
# milliseconds, and every fraction is inferred as "float" and written with 24 bits of mantissa:
# 1706695200123 is read back as 1706695196672, 3.5 seconds earlier; 123456.78 as 123456.78125;
# two ids in a row become one. A JavaScript number has 53 bits, Avro has long and double, and avsc
# itself writes all of them right when the schema names them. No error on either side.
#
# Why it matters here: such a file loads, with a REAL column in place of BIGINT; keys collide.
#
# Seen:
#   id "float"
#   other_id "float"
#   at "float"
#   amount "float"
#   {"id":3000000000,"other_id":3000000000,"at":1706695196672,"amount":123456.78125}
#   as long 1706695200123
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-save --ignore-scripts avsc@5.7.9 > /dev/null

cat > infer.cjs << 'END'
const avro = require('avsc')
const row = { id: 3000000001, other_id: 3000000002, at: 1706695200123, amount: 123456.78 }
const inferred = avro.Type.forValue(row)
for (const field of inferred.fields) console.log(field.name, field.type.toString())
console.log(JSON.stringify(inferred.fromBuffer(inferred.toBuffer(row))))
const long = avro.Type.forSchema('long')
console.log('as long', long.fromBuffer(long.toBuffer(row.at)))
END
node infer.cjs > seen.txt

cat > expected.txt << 'END'
id "float"
other_id "float"
at "float"
amount "float"
{"id":3000000000,"other_id":3000000000,"at":1706695196672,"amount":123456.78125}
as long 1706695200123
END
diff expected.txt seen.txt && echo 'as found'
