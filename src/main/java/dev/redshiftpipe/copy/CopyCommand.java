package dev.redshiftpipe.copy;

import dev.redshiftpipe.batch.Batch;
import dev.redshiftpipe.batch.Purpose;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Warehouse;

/** The COPY of a batch. */
public final class CopyCommand {
  private static final int MOST_ERRORS = 100_000;

  private CopyCommand() {}

  /**
   * COPY of a manifest into the pipe's table.
   *
   * @throws IllegalArgumentException when the pipe's options are wrong; settings refuse these
   *     earlier
   */
  public static Sql of(Batch batch, String manifestUrl) {
    Pipe pipe = batch.pipe();
    CopyOptions options = new CopyOptions(pipe.options(), pipe.format());
    StringBuilder copy = new StringBuilder("COPY ").append(Sql.table(pipe.into()).text());
    copy.append(Sql.columns(pipe.columns()).text());
    copy.append("\nFROM ").append(Sql.literal(manifestUrl).text());
    copy.append("\nIAM_ROLE ").append(Sql.iamRole(pipe.warehouse().iamRole()).text());
    copy.append("\nMANIFEST").append(region(pipe.warehouse(), batch.region()));
    copy.append(format(pipe));
    if (batch.compression() != Compression.NONE) {
      copy.append("\n").append(batch.compression());
    }
    if (!options.text().isEmpty()) {
      copy.append("\n").append(options.text());
    }
    if (!options.has("COMPUPDATE")) {
      // on an empty table COPY would otherwise sample it and create it anew (developer guide, COPY)
      copy.append("\nCOMPUPDATE OFF");
    }
    copy.append(errors(batch));
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

  /** {@code REGION} where the files are in another one than the warehouse. */
  private static String region(Warehouse warehouse, String region) {
    return region.isEmpty() || warehouse.region().isEmpty() || region.equals(warehouse.region())
        ? ""
        : "\nREGION " + Sql.literal(region).text();
  }

  private static String format(Pipe pipe) {
    return switch (pipe.format()) {
      case CSV -> "\nCSV";
      case DELIMITED -> "";
      case JSON -> "\nJSON 'auto'";
    };
  }
}
