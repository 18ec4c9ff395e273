package dev.redshiftpipe.model;

import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.model.Script.Trait;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Pipe;
import java.util.HashMap;
import java.util.Map;

/** A file in S3, and what COPY would find in it now. */
final class FileTwin {
  /** By key; the same few files are in every schedule, and hashes take their time. */
  private static final Map<String, String> IDS = new HashMap<>();

  private final Pipe pipe;
  private final S3Object object;
  private final Trait usually;
  private final String id;
  private Trait trait;
  private boolean isChanged;
  private boolean isTold;

  FileTwin(String key, Pipe pipe, Trait usually) {
    this.pipe = pipe;
    this.object =
        new S3Object("landing", key, 100, "etag", "", "0055AED6", World.NOON, "us-east-1");
    this.usually = usually;
    this.trait = usually;
    this.id = IDS.computeIfAbsent(key, none -> object.fileId());
  }

  /** A good one becomes one with bad rows, a bad one good; and so back. */
  void toggle() {
    isChanged = true;
    Trait other = usually == Trait.GOOD ? Trait.BAD_ROWS : Trait.GOOD;
    trait = trait == usually ? other : usually;
  }

  void tell() {
    isTold = true;
  }

  boolean isTold() {
    return isTold;
  }

  /** Whether it was not the same all the time, so that it may be loaded as well as refused. */
  boolean isChanged() {
    return isChanged;
  }

  Trait trait() {
    return trait;
  }

  Pipe pipe() {
    return pipe;
  }

  S3Object object() {
    return object;
  }

  boolean is(BatchFile file) {
    return object.equals(file.object());
  }

  /** The file id. */
  String id() {
    return id;
  }

  @Override
  public String toString() {
    return object.key();
  }
}
