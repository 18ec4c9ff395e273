package dev.redshiftpipe.endtoend;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's Chromium without a window. It finds no host but this one, and downloads nothing. */
final class Browser implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> DRIVERS = List.of("chromedriver");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** What of it is not installed here; empty when it can be opened. */
  static Optional<String> missing() {
    return Stream.of(BROWSERS, DRIVERS)
        .filter(names -> find(names).isEmpty())
        .map(names -> "none of " + String.join(", ", names) + " is on the PATH")
        .findFirst();
  }

  static Browser open() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find(BROWSERS).orElseThrow());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // Chromium refuses to run as root with it
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(find(DRIVERS).orElseThrow())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /**
   * Opens a page in a window of its own kind.
   *
   * @param scheme {@code light} or {@code dark}
   */
  void show(String url, int width, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.get(url);
  }

  /** The text of an element as people see it; empty where there is none. */
  String text(String selector) {
    return String.valueOf(
        driver.executeScript(
            "const found = document.querySelector(arguments[0]); return found ? found.innerText : ''",
            selector));
  }

  /** What an expression of JavaScript gives. */
  Object evaluate(String expression) {
    return Objects.requireNonNull(driver.executeScript("return " + expression), expression);
  }

  long number(String expression) {
    return ((Number) evaluate(expression)).longValue();
  }

  /** What the page breaks of the rules of accessibility (WCAG 2.1 AA and common practice). */
  List<String> barriers() {
    // without a window of its own, which a browser without windows opens when it has time
    return new AxeBuilder()
        .setLegacyMode(true).analyze(driver).getViolations().stream().map(Browser::told).toList();
  }

  /** What the browser complained about since it was last asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** A picture of the whole page, in {@code target/page}. */
  void picture(String name) {
    long height = number("document.documentElement.scrollHeight");
    long width = number("window.innerWidth");
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    try {
      Path folder = Files.createDirectories(Path.of("target/page"));
      Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static String told(Rule rule) {
    return rule.getHelp() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  private static Optional<File> find(List<String> names) {
    List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(":"));
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> new File(folder, name)))
        .filter(File::canExecute)
        .findFirst();
  }
}
