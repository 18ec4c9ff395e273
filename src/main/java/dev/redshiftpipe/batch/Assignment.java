package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.Landed;
import dev.redshiftpipe.notification.Readdressing;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;

/** One object for one pipe: what a load settles. */
public record Assignment(Landed landed, Pipe pipe) {

  /** Files of one kind may share a COPY. */
  public Kind kind() {
    return new Kind(pipe.name(), pipe.compression(landed.object()), landed.object().region());
  }

  /** What the load history knows the object by. */
  public String fileId() {
    return pipe.fileId(landed.object());
  }

  /** The message that carries this assignment alone. */
  public String readdressed() {
    return Readdressing.write(landed.object(), pipe.name(), landed.firstSeen(), landed.due());
  }

  /**
   * What one COPY cannot mix. The pipe stands for format, options, columns and target.
   *
   * @param region of the bucket; COPY reads from one Region at a time
   */
  public record Kind(String pipe, Compression compression, String region) {}
}
