package dev.redshiftpipe.source;

import dev.redshiftpipe.pipe.Compression;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file without its compression. Of gzip all members are read, of bzip2 all streams, of zstd all
 * frames, since tools that compress in parallel and those that append write several. The end of the
 * stream is the end of a whole file: one that was cut off throws, unless it was cut exactly between
 * two of them. A file that unpacks to more than 256 MB and more than 400 times its size is a bomb:
 * rows hardly pack 100 to one.
 */
public final class Decompression extends InputStream {
  /** So much may be of any kind. */
  private static final long HARMLESS = 256L << 20;

  private static final long MOST_TO_ONE = 400;

  private final String name;
  private final Packed packed;
  private final InputStream plain;
  private long unpacked;
  private @Nullable DamagedFileException damage;

  private Decompression(Packed packed, Compression compression) throws IOException {
    this.name = compression.name().toLowerCase(Locale.ROOT);
    this.packed = packed;
    try {
      plain =
          switch (compression) {
            case GZIP -> new GzipMembers(packed);
            case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(packed), true);
            case ZSTD -> new ZstdFrames(packed);
            case NONE, LZOP -> throw new IllegalStateException(name);
          };
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  /**
   * Reads a file; what it gives is to be buffered by who reads single bytes. With it, and when this
   * fails, {@code packed} is closed.
   *
   * @param packed may throw {@link SourceReadException}, which is handed on as it is, as whatever
   *     else it throws
   * @throws DamagedFileException here or at any read, when the file is not so compressed, or not to
   *     its end, or a bomb
   * @throws IllegalArgumentException for lzop, which only COPY reads
   */
  public static InputStream open(InputStream packed, Compression compression) throws IOException {
    if (compression == Compression.NONE) {
      return packed;
    }
    try {
      if (compression == Compression.LZOP) {
        throw new IllegalArgumentException(
            "is compressed with lzop, which COPY reads, but not the pipe itself");
      }
      return new Decompression(new Packed(packed), compression);
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (damage != null) {
      throw damage;
    }
    int some;
    try {
      some = plain.read(bytes, offset, length);
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
    unpacked += Math.max(0, some);
    if (unpacked > HARMLESS && unpacked / MOST_TO_ONE > packed.count) {
      damage =
          new DamagedFileException(
              "is %s that unpacks to more than %d times its size".formatted(name, MOST_TO_ONE),
              null);
      throw damage;
    }
    return some;
  }

  @Override
  public void close() throws IOException {
    try {
      plain.close();
    } finally {
      packed.close();
    }
  }

  /** What a decoder met is the file's fault, unless it met it below. */
  private IOException failure(Exception met) throws IOException {
    packed.rethrow();
    if (met instanceof DamagedFileException said) {
      damage = said;
    } else if (met instanceof EOFException) {
      damage = new DamagedFileException("is " + name + " that was cut off", met);
    } else {
      damage = new DamagedFileException("is not whole " + name + ": " + met.getMessage(), met);
    }
    return damage;
  }

  /** Counts, and remembers what the storage threw, which decoders may wrap or swallow. */
  private static final class Packed extends InputStream {
    private final InputStream in;
    private long count;
    private @Nullable IOException failed;
    private @Nullable RuntimeException broke;

    Packed(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      rethrow();
      try {
        int some = in.read(bytes, offset, length);
        count += Math.max(0, some);
        return some;
      } catch (IOException e) {
        failed = e;
        throw e;
      } catch (RuntimeException e) {
        broke = e;
        throw e;
      }
    }

    void rethrow() throws IOException {
      if (failed != null) {
        throw failed;
      }
      if (broke != null) {
        throw broke;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
