package dev.redshiftpipe.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.redshiftpipe.local.warehouse.AvroFiles;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How files are read: the first part of {@code src/docs/pipes.md}, with its blocks. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PipesPageIT {
  @RegisterExtension static final Site site = Site.open();

  private static final PipesPage pipes =
      new PipesPage(PipesPage.PAGE.before(PipesPage.MIDDLE), site);

  private interface Packing {
    OutputStream of(OutputStream packed) throws IOException;
  }

  @BeforeAll
  static void start() {
    site.put("paths/deliveries.json", pipes.page().block("json", "jsonpaths"));
    pipes.start();
  }

  @Test
  void csv() {
    pipes.put(
        "people/a.csv", "id,name,born", "1,Ada,10.12.1815", "2,\"Hopper, \"\"Grace\"\"\",", "3,,");

    assertThat(pipes.rows("SELECT * FROM public.people ORDER BY id"))
        .containsExactly("1|Ada|1815-12-10", "2|Hopper, \"Grace\"|null", "3|null|null");
  }

  @Test
  void delimited_text() {
    pipes.put(
        "visits/a.txt",
        "2026-11-21 10:00:00\t/a\\\tb\t7",
        "2026-11-21T10:00:01\tn/a\tn/a",
        "2026-11-22\t\t8");

    assertThat(pipes.rows("SELECT at, page, visitor FROM public.visits ORDER BY at"))
        .containsExactly(
            "2026-11-21 10:00:00.0|/a\tb|7",
            "2026-11-21 10:00:01.0|null|null",
            "2026-11-22 00:00:00.0||8");
  }

  @Test
  void fixed_width() {
    pipes.put("accounts/a.txt", "000001Ada             12.50", "000002Müller & Co     -0.99");

    assertThat(pipes.rows("SELECT * FROM public.accounts ORDER BY number"))
        .containsExactly("1|Ada|12.50", "2|Müller & Co|-0.99");
  }

  @Test
  void json() {
    pipes.put(
        "clicks/a.json",
        "{\"id\": 1, \"at\": 1795255200000, \"tags\": [\"a\", {\"b\": 1}], \"more\": true}",
        "{\"tags\": null,",
        " \"id\": 2} {\"ID\": 4, \"id\": 3}");

    assertThat(pipes.rows("SELECT id, at, JSON_SERIALIZE(tags) FROM public.clicks ORDER BY id"))
        .containsExactly("1|2026-11-21 10:00:00.0|[\"a\",{\"b\":1}]", "2|null|null", "3|null|null");
  }

  @Test
  void json_whose_names_have_capitals() {
    pipes.put("devices/a.json", "{\"deviceId\": \"a\", \"Model\": \"X\"}", "{\"DEVICEID\": \"b\"}");

    assertThat(pipes.rows("SELECT * FROM public.devices ORDER BY deviceid"))
        .containsExactly("a|X", "b|null");
  }

  @Test
  void json_by_paths() {
    pipes.put(
        "deliveries/a.json",
        "{\"id\": 1, \"address\": {\"city\": \"Graz\"}, \"items\": [{\"name\": \"tea\"}]}",
        "{\"items\": [{}], \"id\": 2}");

    assertThat(pipes.rows("SELECT * FROM public.deliveries ORDER BY id"))
        .containsExactly("1|Graz|tea", "2|null|null");
  }

  @Test
  void json_as_it_is() {
    pipes.put("raw-events/a.json", "{\"a\": [1, {\"b\": null}]}", "{}");

    assertThat(pipes.rows("SELECT JSON_SERIALIZE(event) AS e FROM public.raw_events ORDER BY e"))
        .containsExactlyInAnyOrder("{\"a\":[1,{\"b\":null}]}", "{}");
  }

  @Test
  void avro() {
    Schema schema =
        AvroFiles.record(
            "{'name': 'celsius', 'type': ['null', 'double']}, {'name': 'sensor', 'type':"
                + " 'string'}, {'name': 'unit', 'type': 'string', 'default': 'C'}");
    pipes.put(
        "readings/a.avro.gz", // a suffix that says nothing
        AvroFiles.of(
            schema,
            List.of(
                row -> {
                  row.put("sensor", "roof");
                  row.put("celsius", -2.5);
                  row.put("unit", "C");
                },
                row -> {
                  row.put("sensor", "cellar");
                  row.put("unit", "C");
                })));

    assertThat(pipes.rows("SELECT * FROM public.readings ORDER BY sensor"))
        .containsExactly("cellar|null", "roof|-2.5");
  }

  @Test
  void parquet_of_which_one_file_is_bad() {
    pipes.put("trips/bad-1.parquet", bytesOfNoParquet());
    pipes.put("trips/1.parquet", trip(1, 950, 20_778));
    pipes.put("trips/2.parquet", trip(2, -1, 0));
    pipes.put(
        "trips/bad-2.parquet",
        ParquetFiles.of("required binary id;", List.of(row -> row.append("id", "x"))));
    Site.await().until(() -> site.warehouse().rows("SELECT id FROM public.trips").size() == 2);
    pipes.put("trips/3.parquet", trip(3, 100, 1)); // by now it is known that others are loaded

    assertThat(pipes.rows("SELECT * FROM public.trips ORDER BY id"))
        .containsExactly("1|9.50|2026-11-21", "2|-0.01|1970-01-01", "3|1.00|1970-01-02");
    assertThat(site.warehouse().history("public.trips"))
        .containsExactlyInAnyOrder(
            "s3://landing/trips/1.parquet|loaded",
            "s3://landing/trips/2.parquet|loaded",
            "s3://landing/trips/3.parquet|loaded",
            "s3://landing/trips/bad-1.parquet|refused",
            "s3://landing/trips/bad-2.parquet|refused");
    assertThat(site.letters("trips")).hasSize(2);
    assertThat(site.takeDeadLetter() + site.takeDeadLetter())
        .contains("bad-1.parquet", "is not a Parquet file", "bad-2.parquet");
  }

  @Test
  void xml() throws IOException {
    String one =
        "<?xml version=\"1.0\"?><all><invoice Number='%d'><customer>%s</customer>%s</invoice></all>";
    pipes.put("invoices/a.xml", one.formatted(1, "Ada &amp; Co", "<line pos='1'>tea</line>"));
    pipes.put(
        "invoices/b.xml.gz",
        packed(GZIPOutputStream::new, one.formatted(2, "", "<line>a</line><line>b</line>")));

    assertThat(
            pipes.rows(
                "SELECT number, customer, JSON_SERIALIZE(line) FROM public.invoices ORDER BY"
                    + " number"))
        .containsExactly("1|Ada & Co|[{\"pos\":\"1\",\"value\":\"tea\"}]", "2|null|[\"a\",\"b\"]");
  }

  @Test
  void files_of_another_encoding() {
    pipes.put("cities/a.csv", "\uFEFFid;name\r\n1;Köln\r\n".getBytes(StandardCharsets.UTF_16LE));
    pipes.put("cities/b.csv", "\uFEFFNAME;ID\n東京;2\n".getBytes(StandardCharsets.UTF_16BE));

    assertThat(pipes.rows("SELECT * FROM public.cities ORDER BY id"))
        .containsExactly("1|Köln", "2|東京");
  }

  @Test
  void files_of_every_compression() throws IOException {
    pipes.put("logs/a.csv", "INFO,plain");
    pipes.put("logs/a.csv.gz", packed(GZIPOutputStream::new, "INFO,gzip\n"));
    pipes.put("logs/a.csv.bz2", packed(BZip2CompressorOutputStream::new, "INFO,bzip2\n"));
    pipes.put("logs/a.csv.zst", packed(ZstdOutputStream::new, "INFO,zstd\n"));
    pipes.put("logs/b.csv.zst", packed(ZstdOutputStream::new, "WARN,zstd too\n"));

    assertThat(pipes.rows("SELECT * FROM public.logs ORDER BY message"))
        .containsExactly("INFO|bzip2", "INFO|gzip", "INFO|plain", "INFO|zstd", "WARN|zstd too");
  }

  @Test
  void some_columns_of_the_table() {
    pipes.put("contacts/a.csv", "1,ada@example.org", "2,");

    assertThat(pipes.rows("SELECT * FROM public.contacts ORDER BY id"))
        .containsExactly("1|null|ada@example.org|import", "2|null||import");
  }

  @Test
  void columns_that_each_file_names() {
    pipes.put("partners/a.csv", "id,name", "1,Ada");
    pipes.put("partners/b.csv", "Country,ID", "UK,2");
    pipes.put("partners/c.csv", "name,id", "Grace,3");

    assertThat(pipes.rows("SELECT * FROM public.partners ORDER BY id"))
        .containsExactly("1|Ada|AT", "2|null|UK", "3|Grace|AT");
  }

  @Test
  void other_columns_than_the_tables() {
    pipes.put("weather/a.csv", "graz,11/21/2026,14.0", "wien,11/21/2026,", "linz,1/2/2026,212");

    assertThat(pipes.rows("SELECT * FROM public.weather ORDER BY station"))
        .containsExactly("GRAZ|2026-11-21|-10.0|true", "LINZ|2026-01-02|100.0|false");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void every_pipe_but_orc_was_tried() {
    pipes.assertThatAllHaveLoadedBut("trips-orc");
    assertThat(site.deadLetters()).isZero();
  }

  private static byte[] trip(long id, int cents, int day) {
    return ParquetFiles.of(
        "optional int64 a; optional int32 b (DECIMAL(8,2)); optional int32 c (DATE);",
        List.of(row -> row.append("a", id).append("b", cents).append("c", day)));
  }

  private static byte[] bytesOfNoParquet() {
    return PipesPage.bytes("1,9.50,2026-11-21\n");
  }

  private static byte[] packed(Packing packing, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = packing.of(bytes)) {
      packed.write(PipesPage.bytes(text));
    }
    return bytes.toByteArray();
  }
}
