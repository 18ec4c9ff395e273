package dev.redshiftpipe.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Settings and their policies. Tests of the packaged jar do not see its classes: they lie in a jar
 * within a jar's folder. So these are taken from where they were compiled to, by their names.
 */
final class PackagedSettings {
  private static final ClassLoader CLASSES = classes();
  private static final String PIPE = "dev.redshiftpipe.";

  private PackagedSettings() {}

  /**
   * The policies of settings.
   *
   * @param folder in which files lie that they name
   * @param places {@code bucket/prefix} where steps of workflows and UNLOAD work
   */
  @SuppressWarnings("unchecked")
  static Map<String, ObjectNode> policies(
      Map<String, String> file, Map<String, String> environment, Path folder, List<String> places) {
    try {
      Object settings =
          type("settings.Settings")
              .getMethod("read", Map.class, Map.class, Function.class)
              .invoke(null, file, environment, (Function<String, String>) text(folder));
      Class<?> prefix = type("pipe.Prefix");
      List<Object> steps = places.stream().map(place -> prefix(prefix, "s3://" + place)).toList();
      Class<?> arns = type("setup.Arns");
      Class<?> options = type("setup.PolicyOptions");
      Object given =
          options
              .getConstructor(arns, List.class, List.class, List.class, String.class, String.class)
              .newInstance(
                  arns.getConstructor(String.class, String.class, String.class, Map.class)
                      .newInstance("aws", Need.REGION, Need.ACCOUNT, Map.of()),
                  steps,
                  steps,
                  List.of(),
                  "",
                  "redshift-pipe");
      return (Map<String, ObjectNode>)
          settings.getClass().getMethod("policies", options).invoke(settings, given);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the settings of " + folder + " are wrong", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object prefix(Class<?> prefix, String address) {
    try {
      return prefix.getMethod("parse", String.class).invoke(null, address);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PIPE + name, true, CLASSES);
  }

  private static Function<String, String> text(Path folder) {
    return path -> {
      Path beside = folder.resolve(path);
      try {
        return Files.readString(Files.exists(beside) ? beside : Path.of(path));
      } catch (IOException e) {
        // the folder is gone already; what the file said changes no permission
        return "SELECT 1";
      }
    };
  }

  private static ClassLoader classes() {
    try {
      URL compiled = Path.of("target/classes").toAbsolutePath().toUri().toURL();
      return new URLClassLoader(new URL[] {compiled}, PackagedSettings.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
