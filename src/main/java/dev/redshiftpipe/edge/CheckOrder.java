package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.copy.SqlTemplate.Statement;
import dev.redshiftpipe.copy.TargetColumns;
import dev.redshiftpipe.copy.TargetColumns.Column;
import dev.redshiftpipe.load.Transactions;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether keys tell the rows of a pipe's target apart, and its order the changes of a key. */
final class CheckOrder {
  private static final String ADD =
      "; then a row counts before a deletion and greater values before less, whichever came last:"
          + " add a column by which the source numbers its changes, such as AR_H_CHANGE_SEQ of AWS DMS";

  private final Transactions transactions;
  private final Function<List<Statement>, List<List<String>>> ask;

  /**
   * @param ask gives the rows of the last of some statements
   */
  CheckOrder(Transactions transactions, Function<List<Statement>, List<List<String>>> ask) {
    this.transactions = transactions;
    this.ask = ask;
  }

  /**
   * What leaves something open.
   *
   * @param hasTombstones whether deletions are remembered already
   */
  List<Finding> findings(
      Pipe pipe, Mode.Identity identity, TargetColumns columns, boolean hasTombstones) {
    List<Finding> findings = new ArrayList<>();
    String setting = "pipe." + pipe.name() + ".order-by";
    List<Column> order = columns.among(identity.orderBy());
    boolean isCdc = pipe.treatment().mode() instanceof Mode.Cdc;
    if (identity.orderBy().isEmpty()) {
      findings.add(
          Finding.warning(
              setting,
              "is not given: of two rows with one key the one loaded last counts, and of two in one"
                  + " batch the one with the greater values"));
    } else if (!order.isEmpty() && order.stream().allMatch(one -> one.type().equals("date"))) {
      findings.add(
          Finding.warning(setting, "has days only: changes of one key on one day are a tie" + ADD));
    } else if (isCdc && order.size() == 1 && identity.orderBy().size() == 1) {
      single(pipe, identity, order.get(0), setting, findings);
    }
    if (isCdc && hasTombstones && !order.isEmpty()) {
      long ties = count(transactions.ties(pipe.into(), identity));
      if (ties > 0) {
        findings.add(
            Finding.warning(
                setting,
                "%d keys of %s were deleted and written at one time%s"
                    .formatted(ties, pipe.into(), ADD)));
      }
    }
    long repeated = count(transactions.repeatedKeys(pipe.into(), identity));
    if (repeated > 0) {
      findings.add(
          Finding.warning(
              "pipe." + pipe.name() + ".keys",
              "%d %s several rows in %s: they do not tell its rows apart"
                  .formatted(repeated, repeated == 1 ? "key has" : "keys have", pipe.into())));
    }
    return findings;
  }

  private void single(
      Pipe pipe, Mode.Identity identity, Column one, String setting, List<Finding> findings) {
    if (one.type().startsWith("time")) {
      findings.add(
          Finding.warning(
              setting,
              "is a time alone: changes of one key in one transaction may have the same one"
                  + ADD));
      return;
    }
    long shared = count(transactions.sharedOrders(pipe.into(), identity));
    if (shared > 0) {
      findings.add(
          Finding.warning(
              setting,
              "%d values of %s are those of several rows in %s: it does not number single changes%s"
                  .formatted(shared, one.name(), pipe.into(), ADD)));
    }
  }

  private long count(List<Statement> question) {
    return Long.parseLong(ask.apply(question).get(0).get(0));
  }
}
