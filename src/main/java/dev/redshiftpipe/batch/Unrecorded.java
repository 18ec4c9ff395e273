package dev.redshiftpipe.batch;

import java.util.List;

/** Refusals whose own statement fails: they have to end, whatever their reason has in it. */
final class Unrecorded {
  /** After so many holds it is taken for what the reason has in it. */
  private static final int LAST_WITH_ITS_REASON = 3;

  private static final int SHOWN = 200;
  private static final String OWN = "its reason could not be recorded as it was: ";

  private Unrecorded() {}

  /** Each half of the files, to be recorded as before. */
  static List<Batch> halves(Batch batch) {
    int middle = batch.files().size() / 2;
    return List.of(
        batch.part(batch.files().subList(0, middle), batch.purpose()),
        batch.part(batch.files().subList(middle, batch.files().size()), batch.purpose()));
  }

  /**
   * The same at first, then with a reason of plain characters.
   *
   * @param single to be recorded
   * @param holds how often it held its lane
   */
  static Batch plain(Batch single, int holds) {
    BatchFile file = single.files().get(0);
    return holds <= LAST_WITH_ITS_REASON || file.fault().reason().startsWith(OWN)
        ? single
        : single.part(List.of(plain(file)), single.purpose());
  }

  private static BatchFile plain(BatchFile file) {
    Fault fault = file.fault();
    String words = fault.reason().replaceAll("[^A-Za-z0-9.,:;()/_=-]+", " ");
    String shown = words.substring(0, Math.min(SHOWN, words.length()));
    return file.with(Fault.ofFile(OWN + shown, fault.statementId(), fault.sql()));
  }
}
