package dev.redshiftpipe.source;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * All frames of a zstd file, skippable ones passed over. zstd-jni's own stream ends without an
 * error when a later frame is cut off and its beginning came with the end of the one before; this
 * one asks the decoder after each step whether a frame is done. Windows are of 128 MB at most, as
 * zstd's own command has it without {@code --long} of its own.
 */
final class ZstdFrames extends InputStream {
  private final InputStream packed;
  private final ZstdDecompressCtx decoder = new ZstdDecompressCtx();
  private final byte[] buffer = new byte[1 << 16];
  private final ByteBuffer in = ByteBuffer.allocateDirect(buffer.length).limit(0);
  private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 17).limit(0);
  private boolean isWithinFrame = true;
  private boolean hasMore;

  ZstdFrames(InputStream packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!out.hasRemaining()) {
      if (!in.hasRemaining() && !hasMore && !fill()) {
        if (isWithinFrame) {
          throw new EOFException();
        }
        return -1;
      }
      decode();
    }
    int some = Math.min(length, out.remaining());
    out.get(bytes, offset, some);
    return some;
  }

  @Override
  public void close() {
    decoder.close();
  }

  private void decode() throws IOException {
    int before = in.position();
    out.clear();
    try {
      boolean isDone = decoder.decompressDirectByteBufferStream(out, in);
      hasMore = !isDone && !out.hasRemaining();
      isWithinFrame = !isDone && (isWithinFrame || in.position() > before);
    } catch (ZstdException e) {
      throw new DamagedFileException(
          e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()
              ? "is zstd with a window of more than 128 MB; write it with --long=27 at most"
              : "is not whole zstd: " + e.getMessage(),
          e);
    }
    out.flip();
  }

  private boolean fill() throws IOException {
    int some = packed.read(buffer);
    in.clear().put(buffer, 0, Math.max(0, some)).flip();
    return some > 0;
  }
}
