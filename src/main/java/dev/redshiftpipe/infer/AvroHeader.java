package dev.redshiftpipe.infer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The header of an Avro file (Avro's specification, object container files). Avro's own reader
 * wants the library of the codec, though the header is never compressed.
 *
 * @param codec of the blocks: null, deflate, snappy, zstandard, bzip2 or xz
 */
record AvroHeader(Schema schema, String codec) {
  private static final int MAGIC = 4;

  /**
   * @param begin of a file that begins with Avro's magic bytes
   * @throws IOException when the header ends too early
   * @throws org.apache.avro.AvroRuntimeException when it is none
   */
  static AvroHeader of(byte[] begin) throws IOException {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(begin, null);
    decoder.skipFixed(MAGIC);
    Map<String, ByteBuffer> entries = new HashMap<>();
    for (long some = decoder.readMapStart(); some != 0; some = decoder.mapNext()) {
      for (long i = 0; i < some; i++) {
        entries.put(decoder.readString(), decoder.readBytes(null));
      }
    }
    String schema = text(entries.get("avro.schema"));
    if (schema.isEmpty()) {
      throw new SchemaParseException("it has no schema");
    }
    String codec = text(entries.get("avro.codec"));
    return new AvroHeader(
        new Schema.Parser().setValidateDefaults(false).parse(schema),
        codec.isEmpty() ? "null" : codec);
  }

  private static String text(@Nullable ByteBuffer bytes) {
    return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
