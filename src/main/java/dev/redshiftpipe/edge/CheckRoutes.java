package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.settings.SettingsException;
import java.io.IOException;
import java.util.List;

/** Whether the files of {@code routes/} give the flow that the settings need. */
final class CheckRoutes {
  private final Settings settings;

  CheckRoutes(Settings settings) {
    this.settings = settings;
  }

  List<Finding> findings() throws IOException {
    List<String> mistakes = mistakes();
    return mistakes.isEmpty()
        ? List.of(Finding.ok("routes", "every file gives routes, and every endpoint is taken from"))
        : mistakes.stream().map(mistake -> Finding.mistake("routes", mistake)).toList();
  }

  /**
   * @throws SettingsException with every mistake
   */
  void require() throws IOException {
    List<String> mistakes = mistakes();
    if (!mistakes.isEmpty()) {
      throw new SettingsException(mistakes);
    }
  }

  private List<String> mistakes() throws IOException {
    // other files than these, then, and Camel's to judge
    if (SettingsFile.texts().keySet().stream()
        .anyMatch(key -> key.matches("camel\\.main\\.routes-?[iI]nclude-?[pP]attern"))) {
      return List.of();
    }
    List<String> unused = Beans.unusedRoutes(settings);
    try {
      return RouteTexts.mistakes(
              BuiltIn.routeTexts(), file -> unused.stream().anyMatch(file::endsWith))
          .stream()
          .map(RouteTexts.Mistake::toString)
          .toList();
    } catch (SettingsException e) {
      return e.mistakes();
    }
  }
}
