package dev.redshiftpipe.infer;

import dev.redshiftpipe.source.MagicBytes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells what samples look like. */
public final class Inference {
  private Inference() {}

  /**
   * A guess from samples, the newest first.
   *
   * @throws InferException when nothing can be said of them
   */
  public static Guess of(List<Sample> samples) {
    Map<Kind, List<Sample>> kinds =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    sample -> Kind.of(sample.bytes()), TreeMap::new, Collectors.toList()));
    if (kinds.isEmpty()) {
      throw new InferException("there is no sample with anything in it");
    }
    if (kinds.size() > 1) {
      throw new InferException(
          "the samples are of several kinds, and a pipe takes one: "
              + kinds.entrySet().stream()
                  .map(each -> each.getKey() + " as " + each.getValue().get(0).name())
                  .collect(Collectors.joining(", "))
              + "; give a longer prefix, or --suffix");
    }
    String first = samples.get(0).name();
    return switch (kinds.keySet().iterator().next()) {
      case PARQUET -> new ParquetGuess(samples).guess();
      case AVRO -> new AvroGuess(samples).guess();
      case JSON -> new JsonGuess(samples).guess();
      case TEXT -> {
        requireText(samples);
        yield new DelimitedGuess(samples).guess();
      }
      case ORC ->
          throw new InferException(
              first
                  + " is ORC, whose schema is not inferred. Print it with orc-tools (java -jar"
                  + " orc-tools.jar meta FILE), write CREATE TABLE with the columns in that order,"
                  + " and set pipe.NAME.format = orc");
      case XML -> new XmlGuess(samples).guess();
      case OTHER ->
          throw new InferException(
              "%s is %s, which COPY does not read; write text, JSON, Avro, Parquet or ORC, as it is or with gzip"
                  .formatted(
                      first, MagicBytes.hint(samples.get(0).bytes()).orElse("of no known kind")));
    };
  }

  private static void requireText(List<Sample> samples) {
    for (Sample sample : samples) {
      if (TextEncoding.of(sample.bytes()).decode(sample.bytes()).indexOf('\0') >= 0) {
        throw new InferException(
            sample.name() + " is neither text nor Parquet, Avro or ORC: it has NULs in it");
      }
    }
  }

  /**
   * How many bytes at the end of a Parquet file must be read for its schema.
   *
   * @param end its last eight bytes, or more
   * @throws InferException when they are no end of a Parquet file
   */
  public static int footerLength(String name, byte[] end) {
    return ParquetGuess.footerLength(name, end);
  }
}
