package dev.redshiftpipe.settings;

import dev.redshiftpipe.copy.SqlScript;
import dev.redshiftpipe.copy.Transactional;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Identifier;
import dev.redshiftpipe.pipe.Mode;
import dev.redshiftpipe.pipe.Table;
import dev.redshiftpipe.pipe.Treatment;
import dev.redshiftpipe.pipe.Treatment.HiddenFiles;
import dev.redshiftpipe.pipe.Treatment.OnOverwrite;
import dev.redshiftpipe.pipe.Treatment.Trigger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a block {@code pipe.NAME.…} says of the way from a file to the rows of its table. */
final class TreatmentBlock {
  static final Set<String> MODES = Set.of("append", "upsert", "cdc", "replace");
  private static final Pattern QUERY = Pattern.compile("(?is)(select|with|\\()\\b.*|\\(.*");

  // the Data API takes 40 statements at most, and the load has the others (RenderedSqlTest)
  private static final int MOST_BESIDE_CDC = 2;
  private static final int MOST_BESIDE_OTHERS = 19;

  private final String begin;
  private final Values values;
  private final Function<String, String> files;

  TreatmentBlock(String begin, Values values, Function<String, String> files) {
    this.begin = begin;
    this.values = values;
    this.files = files;
  }

  /** The treatment; empty, with mistakes, where it is none. */
  Optional<Treatment> treatment(Optional<Format> format, boolean fromHeader) {
    int before = values.mistakes().size();
    Optional<Mode> mode = values.read(begin + "mode", this::mode);
    Trigger trigger =
        values
            .read(begin + "trigger", text -> Values.oneOf(Trigger.class, text))
            .orElse(Trigger.OBJECT);
    Optional<OnOverwrite> onOverwrite =
        values.text(begin + "on-overwrite").isEmpty()
            ? Optional.of(
                mode.isPresent() && mode.get() instanceof Mode.Replace
                    ? OnOverwrite.LOAD
                    : OnOverwrite.IGNORE)
            : values.read(begin + "on-overwrite", text -> Values.oneOf(OnOverwrite.class, text));
    HiddenFiles hiddenFiles =
        values
            .read(begin + "hidden-files", text -> Values.oneOf(HiddenFiles.class, text))
            .orElse(HiddenFiles.SKIP);
    Optional<String> stageColumns = values.read(begin + "stage-columns", this::sql);
    Optional<String> select = values.read(begin + "select", this::query);
    Optional<List<String>> first = values.read(begin + "first", this::statements);
    Optional<List<String>> then = values.read(begin + "then", this::statements);
    Optional<List<Table>> thenWrites = values.read(begin + "then-writes", TreatmentBlock::tables);
    if (!values.text(begin + "then-workflow").isEmpty()
        && values.text("queue.workflows").isEmpty()) {
      values.mistake(begin + "then-workflow", "needs queue.workflows");
    }
    Optional<Compression> compression =
        values.text(begin + "compression").equalsIgnoreCase("auto")
            ? Optional.empty()
            : values.read(begin + "compression", TreatmentBlock::compression);
    format.ifPresent(f -> check(f, trigger, fromHeader));
    if (first.isPresent() && then.isPresent()) {
      checkRoom(first.get().size() + then.get().size());
    }
    if (values.isGiven(begin + "then-writes")
        && !values.isGiven(begin + "first")
        && !values.isGiven(begin + "then")) {
      values.mistake(begin + "then-writes", ": means nothing without .first or .then");
    }
    if (values.mistakes().size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Treatment(
            mode.orElseThrow(),
            stageColumns.orElseThrow(),
            select.orElseThrow(),
            fromHeader,
            trigger,
            onOverwrite.orElseThrow(),
            first.orElseThrow(),
            then.orElseThrow(),
            thenWrites.orElseThrow(),
            values.text(begin + "then-workflow"),
            compression,
            hiddenFiles));
  }

  private static Compression compression(String text) {
    return Values.oneOf(Compression.class, text);
  }

  private void check(Format format, Trigger trigger, boolean fromHeader) {
    Format.Kind kind = format.kind();
    if (!kind.isCompressedAsAWhole() && !values.text(begin + "compression").equals("auto")) {
      values.mistake(
          begin + "compression",
          ": files of format " + format + " are compressed within, if at all");
    }
    if (fromHeader && kind != Format.Kind.CSV && kind != Format.Kind.DELIMITED) {
      values.mistake(begin + "columns", ": header is for format csv and delimited, not " + format);
    }
    if (trigger != Trigger.OBJECT && (fromHeader || kind == Format.Kind.XML)) {
      values.mistake(
          begin + "trigger",
          ": a manifest or marker goes neither with format xml nor with columns = header");
    }
  }

  private Mode mode(String text) {
    if (!MODES.contains(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no mode; choose append, upsert, cdc or replace");
    }
    boolean hasIdentity = text.equals("upsert") || text.equals("cdc");
    refuseUnused(text, hasIdentity, "keys", "order-by");
    refuseUnused(text, text.equals("cdc"), "operation-column", "delete-value");
    return switch (text) {
      case "append" -> new Mode.Append();
      case "replace" -> new Mode.Replace();
      case "upsert" -> new Mode.Upsert(identity(text));
      default -> {
        Mode.Identity identity = identity(text);
        if (identity.orderBy().isEmpty()) {
          throw new IllegalArgumentException(
              "cdc needs .order-by: without it a late update could bring back what was deleted");
        }
        if (values.isGiven(begin + "delete-value") && !values.isGiven(begin + "operation-column")) {
          throw new IllegalArgumentException(
              ".delete-value means nothing without .operation-column");
        }
        List<String> operation = PipeBlock.columns(values.text(begin + "operation-column"));
        yield new Mode.Cdc(
            identity,
            operation.isEmpty() ? "" : operation.get(0),
            values.text(begin + "delete-value"));
      }
    };
  }

  private Mode.Identity identity(String mode) {
    List<String> keys = PipeBlock.columns(values.text(begin + "keys"));
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          mode + " needs .keys, the columns of the table that tell its rows apart");
    }
    return new Mode.Identity(keys, PipeBlock.columns(values.text(begin + "order-by")));
  }

  private void refuseUnused(String mode, boolean isUsed, String... suffixes) {
    for (String suffix : suffixes) {
      if (!isUsed && values.isGiven(begin + suffix)) {
        throw new IllegalArgumentException("." + suffix + " means nothing with mode = " + mode);
      }
    }
  }

  /** SQL as it stands in the settings, or in the file that they name. */
  private String sql(String text) {
    List<String> statements = SqlScript.statements(written(text));
    if (statements.size() > 1) {
      throw new IllegalArgumentException("expected one piece of SQL, found " + statements.size());
    }
    return statements.isEmpty() ? "" : statements.get(0);
  }

  /** Files lie in sql/ and below: an error would show a line of any other file. */
  private String written(String text) {
    if (!text.matches("\\S+\\.sql")) {
      return text;
    }
    if (!text.startsWith("sql/") || Arrays.asList(text.split("/")).contains("..")) {
      throw new IllegalArgumentException("\"" + text + "\" is no file of the folder sql");
    }
    return files.apply(text);
  }

  private String query(String text) {
    String sql = sql(text);
    if (!sql.isEmpty() && !QUERY.matcher(sql).matches()) {
      throw new IllegalArgumentException(
          "expected a SELECT over stage, found " + sql.split("\\s")[0]);
    }
    return sql;
  }

  private List<String> statements(String text) {
    List<String> statements = SqlScript.statements(written(text));
    for (String statement : statements) {
      Transactional.check(statement);
      Set<String> unknown = SqlScript.parameters(statement);
      unknown.removeAll(Treatment.PARAMETERS);
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "there are :batch_id and :pipe, and no :" + String.join(", :", unknown));
      }
    }
    return statements;
  }

  private void checkRoom(int statements) {
    int most = values.text(begin + "mode").equals("cdc") ? MOST_BESIDE_CDC : MOST_BESIDE_OTHERS;
    if (statements > most) {
      values.mistake(
          begin + "then",
          ": a transaction has room for %d statements of first and then, found %d"
              .formatted(most, statements));
    }
  }

  private static List<Table> tables(String text) {
    return Identifier.split(text, ',').stream()
        .filter(table -> !table.isEmpty())
        .map(Table::parse)
        .toList();
  }
}
