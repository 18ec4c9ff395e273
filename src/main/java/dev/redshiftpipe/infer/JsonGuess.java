package dev.redshiftpipe.infer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON objects, one behind the other. */
final class JsonGuess {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private final List<Sample> samples;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  private final boolean readsTexts;

  JsonGuess(List<Sample> samples) {
    this(samples, false);
  }

  /**
   * @param readsTexts whether numbers and truths are written as texts, as XML has them
   */
  JsonGuess(List<Sample> samples, boolean readsTexts) {
    this.samples = samples;
    this.readsTexts = readsTexts;
  }

  /** What was seen of one member. */
  private static final class Member {
    private final Seen strings = new Seen();
    private final Seen numbers = new Seen();
    private int truths;
    private int nested;
    private int longest;
    private int samples;

    private void add(JsonNode value) {
      if (value.isNull()) {
        return;
      }
      if (value.isTextual()) {
        strings.add(value.textValue());
      } else if (value.isNumber()) {
        numbers.add(value.asText());
        longest = Math.max(longest, value.asText().length());
      } else if (value.isBoolean()) {
        truths++;
        longest = Math.max(longest, 5);
      } else {
        nested++;
      }
    }

    private boolean hasStrings() {
      return strings.values() + strings.empty() > 0 || !strings.nulls().isEmpty();
    }

    private boolean isStringAlone() {
      return hasStrings() && truths + nested + numbers.values() == 0;
    }

    private TextTypes.Type type(Clocks clocks, boolean readsTexts) {
      int kinds = (hasStrings() ? 1 : 0) + (numbers.values() > 0 ? 1 : 0) + (truths > 0 ? 1 : 0);
      if (nested > 0) {
        return new TextTypes.Type(
            "SUPER", kinds > 0 ? "objects or arrays in some rows, plain values in others" : "");
      }
      if (kinds > 1) {
        return new TextTypes.Type(
            TextTypes.text(Math.max(longest, strings.longest())),
            "values of several types, taken for text");
      }
      if (truths > 0) {
        return new TextTypes.Type("BOOLEAN", "");
      }
      if (hasStrings()) {
        return readsTexts
            ? TextTypes.ofText(strings, clocks)
            : TextTypes.ofJsonString(strings, clocks);
      }
      return TextTypes.of(List.of(numbers)).types().get(0);
    }
  }

  Guess guess() {
    TextEncoding encoding = TextEncoding.ofAll(samples, doubts);
    int rows = 0;
    for (Sample sample : samples) {
      rows += read(sample);
    }
    if (rows == 0) {
      throw new InferException(
          "no sample has a whole JSON object in its first bytes; COPY takes objects of 4 MB at most");
    }
    findings.add("%d JSON objects, one behind the other".formatted(rows));
    Clocks clocks = clocks();
    List<Column> columns = new ArrayList<>();
    ColumnNames names = new ColumnNames();
    members.forEach(
        (source, member) -> {
          TextTypes.Type type = member.type(clocks, readsTexts);
          String name = names.of(source);
          columns.add(new Column(source, name, type.sql(), type.doubt()));
          if (!type.doubt().isEmpty()) {
            doubts.add(name + ": " + type.doubt());
          }
          if (member.samples < samples.size()) {
            findings.add("member " + source + " is missing in some samples; there it becomes NULL");
          }
        });
    String options = (encoding.options() + " " + clocks.options()).strip();
    return NamedColumns.guess("json", options, columns, findings, doubts);
  }

  private Clocks clocks() {
    List<Seen> strings =
        members.values().stream().filter(Member::isStringAlone).map(one -> one.strings).toList();
    return Clocks.of(
        strings.stream().filter(one -> TextTypes.jsonKind(one) == Seen.Kind.DAY).toList(),
        strings.stream().filter(one -> TextTypes.jsonKind(one) == Seen.Kind.MOMENT).toList());
  }

  private int read(Sample sample) {
    String text = TextEncoding.of(sample.bytes()).decode(sample.bytes());
    Set<Member> here = new HashSet<>();
    int rows = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        if (next == JsonToken.START_ARRAY) {
          throw new InferException(
              sample.name()
                  + " is a JSON array, which COPY takes for one row, with a value for each JSONPath; it"
                  + " takes objects one behind the other, not within an array: write them so, for"
                  + " instance with jq -c '.[]'");
        }
        JsonNode object = parser.readValueAsTree();
        object
            .properties()
            .forEach(
                entry -> {
                  Member member = members.computeIfAbsent(entry.getKey(), each -> new Member());
                  member.add(entry.getValue());
                  here.add(member);
                });
        rows++;
      }
    } catch (JsonProcessingException e) {
      if (sample.isWhole()) {
        doubts.add(
            "%s is no JSON behind object %d: %s"
                .formatted(sample.name(), rows, e.getOriginalMessage()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    here.forEach(member -> member.samples++);
    return rows;
  }
}
