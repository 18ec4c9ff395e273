package dev.redshiftpipe.infer;

import dev.redshiftpipe.copy.XmlRows;
import dev.redshiftpipe.pipe.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** XML, of which the pipe makes JSON objects: the element that comes again and again is a row. */
final class XmlGuess {
  private final List<Sample> samples;

  XmlGuess(List<Sample> samples) {
    this.samples = samples;
  }

  Guess guess() {
    XmlElements elements = XmlElements.of(samples);
    String row = elements.row();
    List<Sample> objects = new ArrayList<>();
    List<String> doubts = new ArrayList<>();
    for (Sample sample : samples) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      boolean isWhole = true;
      try {
        XmlRows.of(Format.parse("xml " + row))
            .convert(new ByteArrayInputStream(sample.bytes()), lines);
      } catch (IOException e) {
        isWhole = false;
        if (sample.isWhole()) {
          doubts.add(sample.name() + " is refused: " + e.getMessage());
        }
      }
      objects.add(new Sample(sample.name(), lines.toByteArray(), isWhole));
    }
    Guess guess = new JsonGuess(objects, true).guess();
    List<String> findings = new ArrayList<>();
    findings.add(
        "the element %s is a row: it comes %d times; its attributes and child elements are columns"
            .formatted(row, elements.count()));
    guess.findings().stream().filter(one -> !one.contains("JSON objects")).forEach(findings::add);
    if (elements.count() < 2) {
      doubts.add(row + " comes once only, so that it is a row is a guess");
    }
    doubts.addAll(guess.doubts());
    List<Column> columns =
        guess.columns().stream().filter(one -> one.source().equals(one.name())).toList();
    guess.columns().stream()
        .filter(one -> !columns.contains(one))
        .forEach(
            one ->
                doubts.add(
                    one.source()
                        + ": left out, for it cannot be the name of a column; XML has no JSONPaths"));
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> arrays = elements.arrays();
    if (!arrays.isEmpty()) {
      settings.put("arrays", String.join(", ", arrays));
      doubts.removeIf(doubt -> arrays.stream().anyMatch(name -> doubt.startsWith(name + ": obj")));
    }
    return new Guess(
        "xml " + row,
        guess.options().replaceAll("ENCODING \\S+ ?", "").strip(),
        settings,
        "",
        columns.stream()
            .map(
                one ->
                    arrays.contains(one.name())
                        ? new Column(one.source(), one.name(), "SUPER", "")
                        : one)
            .toList(),
        findings,
        doubts);
  }
}
