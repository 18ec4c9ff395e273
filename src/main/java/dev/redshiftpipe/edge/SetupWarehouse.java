package dev.redshiftpipe.edge;

import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.setup.ScriptEntry;
import dev.redshiftpipe.setup.ScriptPlan;
import dev.redshiftpipe.setup.SetupException;
import dev.redshiftpipe.setup.SetupTransactions;
import dev.redshiftpipe.setup.WarehouseScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of the warehouses: scripts in {@code sql/warehouse/} for the warehouse {@code
 * default}, in {@code sql/warehouse/NAME/} for another one.
 */
final class SetupWarehouse {
  private static final Path FOLDER = Path.of("sql/warehouse");

  private final Map<String, Warehouse> warehouses;
  private final SetupSql sql;
  private final SetupTransactions transactions = new SetupTransactions(BuiltIn::sql);
  private final Changes changes;

  SetupWarehouse(Map<String, Warehouse> warehouses, SetupSql sql, Changes changes) {
    this.warehouses = warehouses;
    this.sql = sql;
    this.changes = changes;
  }

  void setUp() {
    scripts().forEach(this::apply);
  }

  /** Undoes scripts; those that would lose data only where the warehouse is confirmed. */
  void tearDown(Set<String> confirmed) {
    scripts().forEach((folder, scripts) -> undo(folder, scripts, confirmed));
  }

  /** Settings of the warehouses that have scripts which lose data when they are undone. */
  List<String> losesData() {
    List<String> names = new ArrayList<>();
    scripts()
        .forEach(
            (folder, scripts) -> {
              if (plan(folder, scripts).areApplied().stream()
                  .anyMatch(WarehouseScript::losesDataWhenUndone)) {
                names.add(setting(warehouse(folder)));
              }
            });
    return names;
  }

  private void apply(Path folder, List<WarehouseScript> scripts) {
    Warehouse warehouse = warehouse(folder);
    ScriptPlan plan = plan(folder, scripts);
    for (String gone : plan.gone()) {
      changes.byHand(
          setting(warehouse),
          "%s/%s was applied and is not there any more".formatted(folder, gone));
    }
    plan.areApplied()
        .forEach(script -> changes.keep(setting(warehouse), folder + "/" + script.name()));
    List<WarehouseScript> missing = plan.toApply();
    missing.forEach(script -> script.statements(script.text()));
    if (!missing.isEmpty()) {
      changes.make(
          setting(warehouse),
          "schema redshift_pipe and setup_history, where they are missing",
          () -> sql.transaction(warehouse, transactions.tables(), setting(warehouse)));
    }
    long last = plan.last();
    for (WarehouseScript script : missing) {
      long before = last++;
      changes.make(
          setting(warehouse),
          "%s/%s, %s".formatted(folder, script.name(), how(script, script.text())),
          () -> run(warehouse, folder, script, before, false));
    }
  }

  private void undo(Path folder, List<WarehouseScript> scripts, Set<String> confirmed) {
    Warehouse warehouse = warehouse(folder);
    boolean withData = confirmed.contains(setting(warehouse));
    ScriptPlan plan = plan(folder, scripts);
    long last = plan.last();
    List<WarehouseScript> undone = plan.toUndo(withData);
    for (WarehouseScript script : undone) {
      long before = last++;
      changes.remove(
          setting(warehouse),
          "what %s/%s made, by %s"
              .formatted(folder, script.name(), WarehouseScript.undoOf(script.name())),
          () -> run(warehouse, folder, script, before, true));
    }
    for (WarehouseScript script : plan.areApplied().reversed()) {
      if (!undone.contains(script)) {
        changes.keep(
            setting(warehouse),
            "what %s/%s made: %s"
                .formatted(
                    folder,
                    script.name(),
                    plan.whyStays(script, withData).orElse("a later one stays")));
      }
    }
  }

  private void run(
      Warehouse warehouse, Path folder, WarehouseScript script, long last, boolean isUndo) {
    String subject =
        folder + "/" + (isUndo ? WarehouseScript.undoOf(script.name()) : script.name());
    List<String> statements = script.statements(isUndo ? script.undo() : script.text());
    boolean isTransactional = WarehouseScript.isTransactional(statements);
    if (!isTransactional) {
      sql.oneByOne(warehouse, statements, subject);
    }
    List<String> inTransaction = isTransactional ? statements : List.of();
    sql.transaction(
        warehouse,
        isUndo
            ? transactions.undo(script, inTransaction, last)
            : transactions.apply(script, inTransaction, last),
        subject);
  }

  private static String how(WarehouseScript script, String text) {
    List<String> statements = script.statements(text);
    return WarehouseScript.isTransactional(statements)
        ? "%d statements as one transaction".formatted(statements.size())
        : "%d statements, one after the other".formatted(statements.size());
  }

  private ScriptPlan plan(Path folder, List<WarehouseScript> scripts) {
    return new ScriptPlan(folder.toString(), scripts, history(warehouse(folder)));
  }

  private List<ScriptEntry> history(Warehouse warehouse) {
    try {
      return sql.rows(warehouse, transactions.history(), setting(warehouse)).stream()
          .map(
              row -> ScriptEntry.of(Long.parseLong(row.get(0)), row.get(1), row.get(2), row.get(3)))
          .toList();
    } catch (SetupException e) {
      if (String.valueOf(e.getMessage()).contains("does not exist")) {
        return List.of();
      }
      throw e;
    }
  }

  private Warehouse warehouse(Path folder) {
    String name = folder.equals(FOLDER) ? "default" : folder.getFileName().toString();
    Warehouse warehouse = warehouses.get(name);
    if (warehouse == null) {
      throw new SetupException(
          folder.toString(),
          "there is no warehouse.%s in the settings; there are %s"
              .formatted(name, warehouses.keySet().stream().sorted().toList()));
    }
    return warehouse;
  }

  private static String setting(Warehouse warehouse) {
    return "warehouse." + warehouse.name();
  }

  /** By folder; folders without scripts are left out. */
  private static Map<Path, List<WarehouseScript>> scripts() {
    Map<Path, List<WarehouseScript>> scripts = new TreeMap<>();
    if (!Files.isDirectory(FOLDER)) {
      return scripts;
    }
    List<Path> folders = new ArrayList<>(List.of(FOLDER));
    list(FOLDER).stream()
        .filter(Files::isDirectory)
        // where a ConfigMap is mounted, its files lie in folders named ..data and ..DATE as well
        .filter(folder -> !folder.getFileName().toString().startsWith("."))
        .forEach(folders::add);
    for (Path folder : folders) {
      List<WarehouseScript> of = scripts(folder);
      if (!of.isEmpty()) {
        scripts.put(folder, of);
      }
    }
    return scripts;
  }

  private static List<WarehouseScript> scripts(Path folder) {
    List<WarehouseScript> scripts = new ArrayList<>();
    for (Path file : list(folder)) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".sql")) {
        continue;
      }
      if (!WarehouseScript.isUndo(name)) {
        Path undo = folder.resolve(WarehouseScript.undoOf(name));
        scripts.add(WarehouseScript.of(name, read(file), Files.exists(undo) ? read(undo) : ""));
      } else if (!Files.exists(folder.resolve(WarehouseScript.undoneBy(name)))) {
        throw new SetupException(
            folder + "/" + name,
            "there is no " + WarehouseScript.undoneBy(name) + " that it could undo");
      }
    }
    return scripts;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
