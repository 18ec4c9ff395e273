package dev.redshiftpipe.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Every file that was put. */
final class Ledger {
  private final List<PutFile> files = new ArrayList<>();

  synchronized void add(PutFile file) {
    files.add(file);
  }

  /** Some files: of the newest ones, or any. */
  synchronized List<PutFile> some(int count, boolean newest, Random random) {
    List<PutFile> some = new ArrayList<>();
    int among = newest ? Math.min(50, files.size()) : files.size();
    for (int i = 0; i < count && among > 0; i++) {
      some.add(files.get(files.size() - 1 - random.nextInt(among)));
    }
    return some;
  }

  synchronized List<PutFile> all() {
    return List.copyOf(files);
  }

  synchronized Optional<PutFile> file(int number) {
    return number < files.size() ? Optional.of(files.get(number)) : Optional.empty();
  }

  synchronized int size() {
    return files.size();
  }
}
