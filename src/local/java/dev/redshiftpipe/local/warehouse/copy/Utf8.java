package dev.redshiftpipe.local.warehouse.copy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decodes the text of files.
 *
 * @param replacement what stands for a character that is no UTF-8 (ACCEPTINVCHARS)
 */
record Utf8(Optional<Character> replacement) {
  /** What UTF-16 cannot mean becomes this, which Unicode keeps free and text does not have. */
  static final char NO_CHARACTER = '\uFFFF';

  /**
   * The text of the first bytes.
   *
   * @throws BadField when they are no UTF-8 and nothing is to stand for it
   */
  String text(byte[] bytes, int length) throws BadField {
    ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer chars = CharBuffer.allocate(length);
    boolean isError = StandardCharsets.UTF_8.newDecoder().decode(input, chars, true).isError();
    String text = chars.flip().toString();
    if (!isError && text.indexOf(NO_CHARACTER) < 0) {
      return text;
    }
    if (replacement.isPresent()) {
      return replaced(bytes, length, replacement.get()).replace(NO_CHARACTER, replacement.get());
    }
    String hex = isError ? String.format("%02x", bytes[input.position()]) : "ff";
    throw new BadField(
        1220,
        "String contains invalid or unsupported UTF8 codepoints. Bad UTF8 hex sequence: "
            + hex
            + " (error 3)");
  }

  private static String replaced(byte[] bytes, int length, char by) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .replaceWith(String.valueOf(by))
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("a decoder that replaces does not fail", e);
    }
  }
}
