package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;

/** Which formats a file may have. */
final class FormatsIT {
  @RegisterExtension static final Site site = Site.open();

  @BeforeAll
  static void start() {
    for (String table : new String[] {"headed", "delimited", "lines", "empty", "header_only"}) {
      site.warehouse().table("public." + table);
    }
    site.start(
        "pipe.headed.from = s3://landing/headed/",
        "pipe.headed.into = public.headed",
        "pipe.headed.format = csv",
        "pipe.headed.options = IGNOREHEADER 1",
        "pipe.delimited.from = s3://landing/delimited/",
        "pipe.delimited.into = public.delimited",
        "pipe.delimited.format = delimited",
        "pipe.lines.from = s3://landing/lines/",
        "pipe.lines.into = public.lines",
        "pipe.lines.format = json",
        "pipe.empty.from = s3://landing/empty/",
        "pipe.empty.into = public.empty",
        "pipe.empty.format = csv",
        "pipe.header_only.from = s3://landing/header_only/",
        "pipe.header_only.into = public.header_only",
        "pipe.header_only.format = csv",
        "pipe.header_only.options = IGNOREHEADER 1");
  }

  @Test
  void csv_with_a_header_and_quotes_loads() {
    site.put("headed/people.csv", "id,name\n1,Ada\n2,\"Grace, \"\"Amazing\"\" Hopper\"\n3,\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.headed"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace, \"Amazing\" Hopper", "3|");
    assertLoaded("headed", "people.csv");
  }

  @Test
  void delimited_text_loads_plain_and_gzipped() throws IOException {
    site.put("delimited/plain.txt", "1|Ada\n2|Grace\n");
    site.put("delimited/packed.gz", RequestBody.fromBytes(gzipped("3|Jean\n4|Mary Ann\n")));

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.delimited"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grace", "3|Jean", "4|Mary Ann");
    assertLoaded("delimited", "plain.txt", "packed.gz");
  }

  @Test
  void json_lines_load() {
    site.put(
        "lines/a.json",
        "{\"id\": 1, \"name\": \"Ada\"}\n{\"name\": \"Grüße, 日本\", \"id\": 2, \"more\": true}\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.lines"))
        .containsExactlyInAnyOrder("1|Ada", "2|Grüße, 日本");
    assertLoaded("lines", "a.json");
  }

  @Test
  void an_object_of_no_bytes_is_no_file() {
    site.put("empty/none.csv", "");
    site.put("empty/one.csv", "1,Ada\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.empty")).containsExactly("1|Ada");
    assertLoaded("empty", "one.csv");
  }

  @Test
  void a_file_with_nothing_but_its_header_is_loaded_without_rows() {
    site.put("header_only/none.csv", "id,name\n");

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.header_only")).isEmpty();
    assertLoaded("header_only", "none.csv");
  }

  private static void assertLoaded(String pipe, String... files) {
    assertThat(site.warehouse().history("public." + pipe))
        .containsExactlyInAnyOrder(
            java.util.Arrays.stream(files)
                .map(file -> "s3://landing/%s/%s|loaded".formatted(pipe, file))
                .toArray(String[]::new));
    assertThat(site.deadLetters()).isZero();
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
