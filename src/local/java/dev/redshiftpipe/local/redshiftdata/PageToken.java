package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** {@code NextToken}: where the next page begins, of which list. */
final class PageToken {
  private PageToken() {}

  /**
   * Reads where the page asked for begins; 0 when the request has no token.
   *
   * @param list what is paged, so that a token of another list is refused
   * @throws AwsError ValidationException for what is no token of this list
   */
  static long start(Request request, String list) throws AwsError {
    Optional<String> token = request.text("NextToken").filter(text -> !text.isEmpty());
    if (token.isEmpty()) {
      return 0;
    }
    String prefix = list + " ";
    try {
      String read = new String(Base64.getUrlDecoder().decode(token.get()), StandardCharsets.UTF_8);
      if (read.startsWith(prefix)) {
        return Long.parseLong(read.substring(prefix.length()));
      }
    } catch (IllegalArgumentException notOurs) {
      throw Refusals.invalid("Invalid NextToken.");
    }
    throw Refusals.invalid("Invalid NextToken.");
  }

  static void put(ObjectNode answer, String list, long nextStart) {
    byte[] token = "%s %d".formatted(list, nextStart).getBytes(StandardCharsets.UTF_8);
    answer.put("NextToken", Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }
}
