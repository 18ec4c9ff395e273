package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdOutputStream;
import dev.redshiftpipe.local.warehouse.AvroFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A pipe from nothing but files; and what {@code check --probe} says of the stand-in. */
final class InferIT {
  @RegisterExtension static final Site site = Site.open();

  @Test
  void what_infer_proposes_loads_the_files_as_they_are() throws Exception {
    site.put(
        "people/a.csv",
        """
        Id,Full Name,Joined,user,Balance
        1,"Hopper, Grace ""Amazing""\",09/12/1906,n/a,-1.50
        2,Ada,10/12/1815,"two
        lines",20.25
        """);
    site.put(
        "people/b.csv.gz",
        RequestBody.fromBytes(
            gzipped("Id,Full Name,Joined,user,Balance\n3,Zoë,31/01/2024,,n/a\n")));
    site.put("visits/a.tsv", "007\t2024-01-31T10:00:00Z\ttrue\n008\t\\N\tfalse\n");
    site.put(
        "clicks/a.json",
        """
        {"id": 1, "at": "2024-01-31 10:00:00", "tags": ["a", "b"], "amount": 1.25}
        {"id": 2, "note": "Grüße", "at": null}
        """);
    Path folder = site.folder();

    List<CompletableFuture<JsonNode>> proposals =
        Stream.of("people/", "visits/", "clicks/")
            .map(prefix -> CompletableFuture.supplyAsync(() -> inferred(folder, prefix)))
            .toList();
    for (CompletableFuture<JsonNode> proposal : proposals) {
      site.warehouse().rows(proposal.join().path("create-table").asText());
      Files.writeString(
          folder.resolve("application.properties"),
          proposal.join().path("properties").asText(),
          StandardOpenOption.APPEND);
    }
    site.startIn(folder);
    site.awaitEmptyQueue();

    assertThat(site.warehouse().rows("SELECT * FROM public.people ORDER BY id"))
        .containsExactly(
            "1|Hopper, Grace \"Amazing\"|1906-12-09|null|-1.50",
            "2|Ada|1815-12-10|two\nlines|20.25",
            "3|Zoë|2024-01-31||null");
    assertThat(site.warehouse().rows("SELECT * FROM public.visits ORDER BY c1"))
        .hasSize(2)
        .first()
        .asString()
        .matches("007\\|2024-01-31 10:00:00.*\\|true");
    assertThat(site.warehouse().rows("SELECT id, at, amount, note FROM public.clicks ORDER BY id"))
        .containsExactly("1|2024-01-31 10:00:00.0|1.25|null", "2|null|null|Grüße");
    assertThat(site.warehouse().rows("SELECT tags FROM public.clicks WHERE id = 1"))
        .singleElement()
        .asString()
        .contains("\"a\"", "\"b\"");
    assertThat(site.deadLetters()).isZero();
  }

  /** The jar has the libraries of some codecs only; a unit test has them all. */
  @Test
  void avro_of_every_codec_is_read_by_the_packaged_jar() throws Exception {
    List<String> codecs = List.of("null", "deflate", "snappy", "bzip2", "xz", "zstandard");
    for (String codec : codecs) {
      site.put("avro/" + codec + ".avro", RequestBody.fromBytes(avro(codec)));
    }

    JsonNode proposal = inferred(site.folder(), "avro/");

    assertThat(proposal.path("create-table").asText()).contains("id BIGINT");
    assertThat(proposal.path("looked-at").get(0).asText()).startsWith("6 of 6 files");
    assertThat(proposal.path("not-sure")).hasSize(3);
  }

  @Test
  void zstd_as_its_tools_write_it_is_read_by_the_packaged_jar() throws Exception {
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(large, 3).setLong(27)) {
      zstd.write("id,n\n1,a\n".getBytes(StandardCharsets.UTF_8));
    }
    // as pzstd begins
    byte[] skippable = HexFormat.of().parseHex("502a4d180400000000000000");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(skippable);
    file.writeBytes(large.toByteArray());
    site.put("zstd/a.csv.zst", RequestBody.fromBytes(file.toByteArray()));

    JsonNode proposal = inferred(site.folder(), "zstd/");

    assertThat(proposal.path("create-table").asText()).contains("id INTEGER", "n VARCHAR");
  }

  @Test
  void the_stand_in_is_as_assumed_and_nothing_of_the_probe_is_left() throws Exception {
    site.warehouse().rows("CREATE SCHEMA redshift_pipe_probe_20200101000000_abcd");

    Ran check = Ran.here(site, site.folder(site.csvPipes("probed")), "check", "--probe");

    assertThat(check.out())
        .contains(
            "lock: as assumed: the second batch waited",
            "fence: as assumed: [fence] failed: ERROR: could not complete because of conflict",
            "guard: as assumed: [guard] failed",
            "isolation: as assumed: SNAPSHOT",
            "token: as assumed: twice",
            "token-of-a-failure: as assumed: twice",
            "bad-files: as assumed: 2 of 2 bad files",
            "statement-size: as assumed: 102,401 bytes",
            "batch-size: as assumed",
            "outer-array: as assumed: failed: ",
            "avro-types: as assumed: date: 2024-01-31; decimal: 12.34; timestamp-millis")
        .doesNotContain("otherwise:", "could not be found out", "not removed");
    assertThat(check.status()).as(check.out() + check.err()).isZero();
    assertNothingIsLeft();
  }

  @Test
  void loads_that_take_their_snapshot_too_soon_are_otherwise() throws Exception {
    Path folder = site.folder(site.csvPipes("soon"));
    String begin = Files.readString(Path.of("sql", "begin.sql"));
    Files.createDirectory(folder.resolve("sql"));
    Files.writeString(
        folder.resolve("sql/begin.sql"),
        "-- [soon] takes a snapshot\nCREATE TEMP TABLE soon (id INT);\n\n" + begin);

    Ran check = Ran.of(site, folder, "check", "--probe");

    assertThat(check.out())
        .contains(
            "lock: otherwise: the snapshot came before the lock, and the fence stopped",
            "guard: as assumed");
    assertThat(check.status()).as(check.out() + check.err()).isEqualTo(1);
    assertNothingIsLeft();
  }

  private static void assertNothingIsLeft() {
    assertThat(
            site.warehouse()
                .rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'redshift%probe%'"))
        .isEmpty();
    assertThat(site.s3().listObjectsV2(request -> request.bucket("control")).contents())
        .extracting(S3Object::key)
        .noneMatch(key -> key.contains("probe/"));
  }

  private static byte[] avro(String codec) {
    return AvroFiles.of(
        AvroFiles.record("{'name': 'id', 'type': 'long'}"),
        List.of(row -> row.put("id", 7L)),
        codec);
  }

  private static JsonNode inferred(Path folder, String prefix) {
    try {
      Ran infer = Ran.of(site, folder, "infer", "s3://landing/" + prefix, "--output", "json");
      assertThat(infer.status()).as(infer.err()).isZero();
      return new ObjectMapper().readTree(infer.out());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
