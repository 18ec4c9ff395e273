package dev.redshiftpipe.bench.parsing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is compared with: Jackson alone, on the same text. */
@State(Scope.Benchmark)
public class ReadTree {
  @Param public Envelope envelope = Envelope.S3;

  private final JsonMapper json = JsonMapper.builder().build();
  private String body = "";

  @Setup
  public void prepare() {
    body = envelope.body(ManyPipes.keyOf(5), ManyPipes.name(5));
  }

  @Benchmark
  public JsonNode readTree() throws JsonProcessingException {
    return json.readTree(body);
  }
}
