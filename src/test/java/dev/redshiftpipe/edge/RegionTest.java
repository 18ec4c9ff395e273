package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.command.RedshiftPipeCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Which Region the process is in, and what is said where there is none. */
class RegionTest {
  @ParameterizedTest
  @CsvSource({
    "eu-west-1, '',        '',        eu-west-1",
    "eu-west-1, us-east-2, '',        ''",
    "eu-west-1, '',        us-east-2, us-east-2",
    "'',        '',        '',        ''",
  })
  void is_the_default_one_of_the_cli_where_nothing_else_is_set(
      String fallback, String region, String property, String set) {
    Properties properties = new Properties();
    if (!property.isEmpty()) {
      properties.setProperty("aws.region", property);
    }

    RedshiftPipe.useDefaultRegion(
        Map.of("AWS_DEFAULT_REGION", fallback, "AWS_REGION", region), properties);

    assertThat(properties.getProperty("aws.region", "")).isEqualTo(set);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "check"})
  void is_asked_for_in_one_line(String command) {
    SdkClientException none =
        SdkClientException.create(
            "Unable to load region from any of the providers in the chain: [a, b]");

    assertThat(said(2, none, command))
        .isEqualTo(
            "there is no AWS Region: set AWS_REGION, or region in the profile (~/.aws/config)");
  }

  @Test
  void other_errors_of_aws_are_one_line_as_well() {
    assertThat(said(3, SdkClientException.create("Unable to load credentials"), ""))
        .contains("Unable to load credentials");
  }

  private static String said(int status, RuntimeException error, String command) {
    StringWriter err = new StringWriter();
    RedshiftPipe pipe =
        new RedshiftPipe(
            () -> Samples.settingsWith(),
            settings -> {
              throw error;
            });
    String[] arguments = command.isEmpty() ? new String[0] : new String[] {command};

    assertThat(
            RedshiftPipeCommand.execute(
                pipe, new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments))
        .isEqualTo(status);

    assertThat(err.toString().lines()).hasSize(1);
    return err.toString().strip();
  }
}
