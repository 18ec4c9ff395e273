package dev.redshiftpipe.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final ObjectNode OWN =
      Policy.mayWrite(
          "Buckets",
          "s3.amazonaws.com",
          "arn:aws:sqs:eu-central-1:123456789012:q",
          List.of("arn:aws:s3:::b", "arn:aws:s3:::a"),
          "123456789012");

  @Test
  void lets_only_these_sources_of_this_account_send() throws Exception {
    JsonNode written = new ObjectMapper().readTree(Policy.of("").with(List.of(OWN)).orElseThrow());

    assertThat(written)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"Version": "2012-10-17", "Statement": [{
                      "Sid": "RedshiftPipeBuckets", "Effect": "Allow",
                      "Resource": "arn:aws:sqs:eu-central-1:123456789012:q",
                      "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
                      "Condition": {
                        "ArnEquals": {"aws:SourceArn": ["arn:aws:s3:::a", "arn:aws:s3:::b"]},
                        "StringEquals": {"aws:SourceAccount": "123456789012"}}}]}
                    """));
  }

  @Test
  void leaves_the_statements_of_others() {
    String others =
        "{\"Version\":\"2012-10-17\",\"Id\":\"x\",\"Statement\":{\"Sid\":\"Theirs\",\"Effect\":\"Allow\"}}";

    String both = Policy.of(others).with(List.of(OWN)).orElseThrow();

    assertThat(both)
        .contains("\"Sid\":\"Theirs\"", "\"Sid\":\"RedshiftPipeBuckets\"", "\"Id\":\"x\"");
    assertThat(Policy.of(both).has(List.of(OWN))).isTrue();
    assertThat(Policy.of(both).with(List.of(OWN))).hasValue(both);
    assertThat(Policy.of(both).with(List.of()).orElseThrow())
        .contains("Theirs")
        .doesNotContain("RedshiftPipe");
    assertThat(Policy.of(Policy.of("").with(List.of(OWN)).orElseThrow()).with(List.of())).isEmpty();
  }

  @Test
  void does_not_write_over_what_it_cannot_read() {
    assertThatThrownBy(() -> Policy.of("{")).hasMessageStartingWith("is no JSON: ");
    assertThatThrownBy(() -> Policy.of("[]")).hasMessage("is no JSON object");
  }
}
