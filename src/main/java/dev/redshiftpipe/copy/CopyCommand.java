package dev.redshiftpipe.copy;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Format;
import dev.redshiftpipe.pipe.Pipe;

/** The COPY of a batch. */
public final class CopyCommand {
  private static final int MOST_ERRORS = 100_000;

  private CopyCommand() {}

  /**
   * COPY of a manifest. Without REGION: manifest and files are in the warehouse's Region, the
   * latter as copies where they were not.
   *
   * @param into the pipe's table, or the stage
   * @throws IllegalArgumentException when the pipe's options are wrong, which settings refuse
   *     earlier
   */
  public static Sql of(Batch batch, Sql into, String manifestUrl) {
    Pipe pipe = batch.pipe();
    Format.Kind kind = pipe.format().kind();
    CopyOptions options = new CopyOptions(pipe.options(), kind);
    StringBuilder copy = new StringBuilder("COPY ").append(into.text());
    copy.append(Sql.columns(batch.columns()).text());
    copy.append("\nFROM ").append(Sql.literal(manifestUrl).text());
    copy.append("\nIAM_ROLE ").append(Sql.iamRole(pipe.warehouse().iamRole()).text());
    copy.append("\nMANIFEST");
    copy.append(format(pipe.format()));
    if (batch.compression() != Compression.NONE) {
      copy.append("\n").append(batch.compression());
    }
    if (pipe.treatment().columnsFromHeader() && !options.has("IGNOREHEADER")) {
      copy.append("\nIGNOREHEADER 1");
    }
    String text = pipe.treatment().isStaged() ? options.textForStage() : options.text();
    if (!text.isEmpty()) {
      copy.append("\n").append(text);
    }
    if (!kind.isColumnar()) {
      if (!options.has("COMPUPDATE")) {
        // on an empty table COPY would otherwise sample it and create it anew (developer guide,
        // COPY)
        copy.append("\nCOMPUPDATE OFF");
      }
      copy.append(errors(batch));
    }
    return new Sql(copy.toString());
  }

  /**
   * A pass that only reads names all bad rows there are; a load leaves out exactly those that are
   * known. COPY fails when it meets MAXERROR of them (developer guide, COPY).
   */
  private static String errors(Batch batch) {
    if (batch.purpose() == Purpose.VALIDATE) {
      return "\nNOLOAD\nMAXERROR " + MOST_ERRORS;
    }
    int known = batch.files().stream().mapToInt(file -> file.fault().rows().size()).sum();
    return known == 0 ? "" : "\nMAXERROR " + (known + 1);
  }

  private static String format(Format format) {
    return switch (format.kind()) {
      case CSV -> "\nCSV";
      case DELIMITED -> "";
      case FIXEDWIDTH -> "\nFIXEDWIDTH " + Sql.literal(format.detail()).text();
      case JSON -> "\nJSON " + Sql.literal(format.detail()).text();
      case AVRO -> "\nFORMAT AVRO " + Sql.literal(format.detail()).text();
      case PARQUET -> "\nFORMAT PARQUET";
      case ORC -> "\nFORMAT ORC";
      case XML -> "\nJSON 'auto'"; // the pipe has made JSON lines of it
    };
  }
}
