package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redshiftpipe.local.StandInOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** Objects that are written again under their key, or empty, or compressed, as producers do it. */
final class RewrittenIT {
  /** Its header has been read, its rows have not. */
  private static final SlowStatement COPY = new SlowStatement("COPY \"public\".\"waits\"");

  @RegisterExtension static final Site site = Site.open(StandInOptions.forTests().withFaults(COPY));

  /** What keeps a batch from being loaded for a while. */
  private static final String LINGER = "batch.linger = 1500ms";

  private static PipeProcess process;

  @BeforeAll
  static void start() {
    for (String table : new String[] {"plain", "header", "xml", "json", "whole", "waits"}) {
      site.warehouse().rows("CREATE TABLE public.%s (id INT, name VARCHAR(20))".formatted(table));
    }
    process =
        site.start(
            LINGER,
            pipe("plain", "csv", "options = IGNOREHEADER 1"),
            pipe("header", "csv", "columns = header"),
            pipe("xml", "xml item", "on-overwrite = ignore"),
            pipe("listed", "csv", "trigger = manifest"),
            pipe("json", "json", "mode = upsert\npipe.json.keys = id"),
            pipe("whole", "csv", "mode = replace"),
            pipe("waits", "csv", "columns = header"),
            pipe("later", "csv", "columns = header"));
  }

  private static String pipe(String name, String format, String more) {
    return """
        pipe.%1$s.from = s3://landing/%1$s/
        pipe.%1$s.into = public.%1$s
        pipe.%1$s.format = %2$s
        pipe.%1$s.%3$s"""
        .formatted(name, format, more);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, 'id,name\n1,a\n', 'id,name\n2,b\n3,c\n'",
    "header, 'id,name\n1,a\n', 'name,id\nb,2\nc,3\n'",
    "xml, <r><item><id>1</id></item></r>,"
        + " <r><item><id>2</id><name>b</name></item><item><id>3</id><name>c</name></item></r>",
    "json, '{\"id\":1}', '{\"id\":2,\"name\":\"b\"}{\"id\":3,\"name\":\"c\"}'"
  })
  void the_content_that_s3_has_when_it_is_loaded_is_loaded(String pipe, String first, String then)
      throws InterruptedException {
    site.put(pipe + "/a", first);
    Thread.sleep(400); // both events are there before the linger is over
    site.put(pipe + "/a", then);

    site.awaitEmptyQueue();

    assertThat(site.warehouse().rows("SELECT id, name FROM public." + pipe + " WHERE id < 9"))
        .containsExactlyInAnyOrder("2|b", "3|c");
    assertThat(history(pipe + "/a", "status, size_bytes"))
        .containsExactly("loaded|" + then.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource({"later", "listed"})
  void what_is_corrected_while_its_table_is_held_is_loaded_as_corrected(String pipe) {
    boolean isManifest = pipe.equals("listed");
    site.put("files/1.csv", "1,a\n");
    site.put("files/2.csv.gz", RequestBody.fromBytes(gzipped("2,b\n")));
    site.put(pipe + "/a.manifest", isManifest ? manifest("files/1.csv") : "id,name\n1,a\n");
    Site.await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(process.get("/metrics"))
                    .contains(
                        "redshift_pipe_held{target=\"default:public.%s\"} 1".formatted(pipe)));
    site.put(pipe + "/a.manifest", isManifest ? manifest("files/2.csv.gz") : "name,id\nb,2\n");

    site.warehouse().rows("CREATE TABLE public.%s (id INT, name VARCHAR(20))".formatted(pipe));
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public." + pipe)).containsExactly("2|b");
  }

  @Test
  void a_header_and_its_rows_are_of_one_content_whatever_waits() {
    site.put("waits/x.csv", "id,name\n2,3\n");
    Site.await().until(() -> !site.statements("waits/", StatusString.STARTED).isEmpty());
    site.put("waits/x.csv", "name,id\n7,2\n");
    COPY.goOn();
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rowsOf("public.waits")).hasSize(1).isSubsetOf("2|3", "2|7");
  }

  @ParameterizedTest
  @CsvSource({"plain", "header", "json", "xml", "whole"})
  void an_object_of_no_bytes_is_no_file_and_its_content_is_loaded_when_it_comes(String pipe)
      throws InterruptedException {
    site.put(pipe + "/e", "");
    site.awaitEmptyQueue();
    site.put(
        pipe + "/e",
        switch (pipe) {
          case "xml" -> "<r><item><id>9</id></item></r>";
          case "json" -> "{\"id\":9}";
          case "whole" -> "9,\n";
          default ->
              "id\n9\n"
                  .replace("\n", pipe.equals("plain") ? ",name\n" : "\n")
                  .replace("9,name", "9,");
        });
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rows("SELECT id FROM public." + pipe + " WHERE id = 9")).hasSize(1);
    assertThat(history(pipe + "/e", "status")).containsExactly("loaded");
    site.put(pipe + "/empty-too", "");
    site.awaitEmptyQueue();
    assertThat(site.warehouse().rows("SELECT id FROM public." + pipe + " WHERE id = 9")).hasSize(1);
    assertThat(site.letters(pipe)).isEmpty();
  }

  private static java.util.List<String> history(String key, String columns) {
    return site.warehouse()
        .rows(
            "SELECT %s FROM redshift_pipe.load_history WHERE file_url = 's3://landing/%s'"
                .formatted(columns, key));
  }

  private static String manifest(String key) {
    return "{\"entries\":[{\"url\":\"s3://landing/%s\",\"mandatory\":true}]}".formatted(key);
  }

  private static byte[] gzipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
