package dev.redshiftpipe.command;

import dev.redshiftpipe.probe.Probed;
import java.util.List;

/**
 * What a probe has found out of a warehouse.
 *
 * @param name as in {@code warehouse.NAME}
 * @param left what the probe made and could not take away
 */
public record ProbedWarehouse(String name, List<Probed> answers, List<String> left) {
  public ProbedWarehouse {
    answers = List.copyOf(answers);
    left = List.copyOf(left);
  }
}
