package dev.redshiftpipe.batch;

import dev.redshiftpipe.batch.BatchFile.State;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.pipe.Target;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Files of one pipe and one kind that go through one statement.
 *
 * @param columns that COPY fills, in the order of the files' fields; empty for all
 * @param files distinct, at least one
 * @param number counts the batches of this process: the same files that come again are another
 *     batch
 * @param attempt from 1; grows with every statement about these files, so that no two statements of
 *     a batch and its parts have one name
 * @param retries how often these very files were tried again for the same purpose, from 0
 */
public record Batch(
    Pipe pipe,
    Compression compression,
    String region,
    List<String> columns,
    List<BatchFile> files,
    long number,
    int attempt,
    int retries,
    Purpose purpose)
    implements Batched {
  public Batch {
    columns = List.copyOf(columns);
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a batch of pipe " + pipe.name() + " has no file");
    }
  }

  /** Of files that are read where they lie. */
  public Batch(
      Pipe pipe,
      Compression compression,
      String region,
      List<BatchFile> files,
      long number,
      int attempt,
      int retries,
      Purpose purpose) {
    this(pipe, compression, region, pipe.columns(), files, number, attempt, retries, purpose);
  }

  /** The first statement about files that waited together. */
  public static Batch first(Assignment.Kind kind, Pipe pipe, List<BatchFile> files, long number) {
    return new Batch(
        pipe, kind.compression(), kind.region(), pipe.columns(), files, number, 1, 0, Purpose.LOAD);
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

  public Assignment.Kind kind() {
    return new Assignment.Kind(pipe.name(), compression, region);
  }

  /** As S3 stores them; files of unknown size count nothing. */
  public long bytes() {
    return files.stream().mapToLong(file -> Math.max(0, file.object().size())).sum();
  }

  public boolean isSingle() {
    return files.size() == 1;
  }

  @Override
  public Batch batch() {
    return this;
  }

  /** The same files for the same purpose once more. */
  public Batch again() {
    return new Batch(
        pipe,
        compression,
        region,
        columns,
        outdated(files),
        number,
        attempt + 1,
        retries + 1,
        purpose);
  }

  /** These files, of this batch, for another purpose or without the others. */
  public Batch part(List<BatchFile> some, Purpose other) {
    return new Batch(
        pipe, compression, region, columns, outdated(some), number, attempt + 1, 0, other);
  }

  /** These of its files, after others were found in the history: nothing is wrong with them. */
  public Batch remaining(List<BatchFile> some) {
    return new Batch(pipe, compression, region, columns, some, number, attempt + 1, 0, purpose);
  }

  /** Those of its files that were made ready and may share a COPY. */
  public Batch prepared(List<BatchFile> ready, Compression ofAll, List<String> columnsOfAll) {
    return new Batch(pipe, ofAll, region, columnsOfAll, ready, number, attempt, retries, purpose);
  }

  /**
   * Whether a statement can be made of it; otherwise S3 is asked about its files first. That is so
   * where COPY cannot take files as they are, and after every failure: an object that was written
   * again is another one. What is superseded needs no look.
   */
  public boolean isReady() {
    return purpose == Purpose.SUPERSEDE
        || (purpose == Purpose.REFUSE && !pipe.ignoresOverwrites())
        || files.stream()
            .allMatch(
                file ->
                    file.isPrepared() || (file.state() == State.DESCRIBED && !pipe.looksAtFiles()));
  }

  /**
   * Tells batches of the same files apart whose files were made ready from other contents: 16
   * hexadecimal digits. What one process has written for its statement, another one must not
   * replace by something else.
   */
  public String revision() {
    String contents =
        files.stream()
            .map(file -> file.object().etag() + file.entries())
            .sorted()
            .collect(Collectors.joining(","));
    return S3Object.sha256(columns + contents).substring(0, 16);
  }

  private static List<BatchFile> outdated(List<BatchFile> some) {
    return some.stream().map(BatchFile::outdated).toList();
  }

  /** What COPY reads, each object once: it loads twice what a manifest lists twice. */
  public List<BatchFile.Entry> entries() {
    return files.stream().flatMap(file -> file.entries().stream()).distinct().toList();
  }

  /** All files for another purpose. */
  public Batch to(Purpose other) {
    return part(files, other);
  }

  /** Two batches that load what this one did not; at least two files are needed. */
  public List<Batch> halves() {
    int middle = files.size() / 2;
    return List.of(
        part(files.subList(0, middle), Purpose.LOAD),
        part(files.subList(middle, files.size()), Purpose.LOAD));
  }

  /** Those of the files that have one of these ids. */
  public List<BatchFile> among(Collection<String> fileIds) {
    Set<String> wanted = Set.copyOf(fileIds);
    return files.stream().filter(file -> wanted.contains(file.fileId())).toList();
  }

  /** Those of the files that have none of these ids. */
  public List<BatchFile> notAmong(Collection<String> fileIds) {
    Set<String> gone = Set.copyOf(fileIds);
    return files.stream().filter(file -> !gone.contains(file.fileId())).toList();
  }
}
