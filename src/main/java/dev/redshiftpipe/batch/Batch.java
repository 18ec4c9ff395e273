package dev.redshiftpipe.batch;

import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Target;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files of one pipe and one kind that are loaded by one COPY.
 *
 * @param files distinct, at least one
 * @param number counts the batches of this process: the same files that come again are another
 *     batch
 * @param attempt from 1; grows only after a statement ended without loading
 */
public record Batch(
    Pipe pipe,
    Compression compression,
    String region,
    List<BatchFile> files,
    long number,
    int attempt)
    implements Batched {
  public Batch {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a batch of pipe " + pipe.name() + " has no file");
    }
  }

  /**
   * Derived from the pipe and its files, whatever their order: 32 hexadecimal digits. The same
   * files make the same batch in whichever process.
   */
  public String id() {
    String ids = files.stream().map(BatchFile::fileId).sorted().collect(Collectors.joining(","));
    return S3Object.sha256(pipe.name() + ":" + ids).substring(0, 32);
  }

  public Target target() {
    return pipe.target();
  }

  /** As S3 stores them; files of unknown size count nothing. */
  public long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.object().size())).sum();
  }

  @Override
  public Batch batch() {
    return this;
  }

  /** The same files once more. */
  public Batch again() {
    return new Batch(pipe, compression, region, files, number, attempt + 1);
  }

  /** Those of the files that have one of these ids. */
  public List<BatchFile> among(Collection<String> fileIds) {
    Set<String> wanted = Set.copyOf(fileIds);
    return files.stream().filter(file -> wanted.contains(file.fileId())).toList();
  }

  /** The batch without these files, to be loaded again; at least one file must be left. */
  public Batch without(Collection<String> fileIds) {
    Set<String> gone = Set.copyOf(fileIds);
    List<BatchFile> rest = files.stream().filter(file -> !gone.contains(file.fileId())).toList();
    return new Batch(pipe, compression, region, rest, number, attempt + 1);
  }
}
