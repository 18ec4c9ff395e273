package dev.redshiftpipe.edge;

import dev.redshiftpipe.load.Answer;

/** One of the pipe's own questions to the warehouse failed. It is asked again. */
public final class UnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnansweredException(String what, Answer answer) {
    super("%s is %s: %s".formatted(what, answer.status(), answer.reason()));
  }
}
