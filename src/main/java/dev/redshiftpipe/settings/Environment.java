package dev.redshiftpipe.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Environment variables over the file: {@code PIPE_ORDERS_FROM} for {@code pipe.orders.from}. A
 * pipe or warehouse may also be defined by variables alone; its name then is the variable's in
 * lower case with {@code -} for {@code _}.
 */
final class Environment {
  private Environment() {}

  static Map<String, String> over(Map<String, String> file, Map<String, String> environment) {
    Map<String, String> merged = new TreeMap<>(file);
    environment.forEach(
        (variable, value) -> {
          for (String key : file.keySet()) {
            if (variable(key).equals(variable)) {
              merged.put(key, value);
              return;
            }
          }
          for (Setting setting : Setting.ALL) {
            key(setting, variable, file).ifPresent(key -> merged.put(key, value));
          }
        });
    return merged;
  }

  private static Optional<String> key(Setting setting, String variable, Map<String, String> file) {
    if (setting.family().isEmpty()) {
      return variable(setting.key()).equals(variable)
          ? Optional.of(setting.key())
          : Optional.empty();
    }
    String begin = variable(setting.family()) + "_";
    String end = "_" + variable(setting.suffix());
    if (variable.length() <= begin.length() + end.length() - 1
        || !variable.startsWith(begin)
        || !variable.endsWith(end)) {
      return Optional.empty();
    }
    String name = variable.substring(begin.length(), variable.length() - end.length());
    // PIPE_A_BATCH_FILES is batch.files of a, never files of a-batch: longer suffixes are settings
    // too
    if (Setting.ALL.stream()
        .anyMatch(
            other ->
                other.family().equals(setting.family())
                    && other.suffix().length() > setting.suffix().length()
                    && variable.endsWith("_" + variable(other.suffix())))) {
      return Optional.empty();
    }
    String known =
        file.keySet().stream()
            .filter(key -> key.startsWith(setting.family() + "."))
            .map(key -> key.split("\\.", 3)[1])
            .filter(other -> variable(other).equals(name))
            .findFirst()
            .orElse(name.toLowerCase(Locale.ROOT).replace('_', '-'));
    return Optional.of(setting.family() + "." + known + "." + setting.suffix());
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
