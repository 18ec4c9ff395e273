package dev.redshiftpipe.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.batch.BatchFile;
import dev.redshiftpipe.batch.Fault;
import dev.redshiftpipe.batch.LoadError;
import dev.redshiftpipe.copy.Allocated;
import dev.redshiftpipe.copy.XmlRows;
import dev.redshiftpipe.load.Refusal;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.Compression;
import dev.redshiftpipe.pipe.Pipe;
import dev.redshiftpipe.source.DamagedFileException;
import dev.redshiftpipe.source.Decompression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Files that want to use up the process. Nothing of them is ever on a disk or in memory. */
class HostileFilesTest {
  private static final int MEGABYTE = 1 << 20;
  private static final Pipe HEADER = Samples.pipeWith("columns = header");

  @Test
  void a_header_of_a_gigabyte_is_refused_after_a_megabyte() {
    Endless line = new Endless();
    long before = Allocated.bytes();

    assertThatThrownBy(
            () ->
                new OpenObjects(new Holding(line))
                    .firstLine(HEADER, object("a.csv"), Compression.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a first line longer than a megabyte");
    assertThat(line.read).isLessThan(2 * MEGABYTE);
    assertThat(Allocated.bytes() - before).isLessThan(16 * MEGABYTE);
  }

  @Test
  void a_header_in_a_gzip_bomb_is_refused_after_a_megabyte() throws IOException {
    byte[] bomb = bomb(64);

    assertThatThrownBy(
            () ->
                new OpenObjects(new Holding(new ByteArrayInputStream(bomb)))
                    .firstLine(HEADER, object("a.csv.gz"), Compression.GZIP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a first line longer than a megabyte");
  }

  @Test
  void a_manifest_of_a_gigabyte_is_refused_after_64_megabytes() {
    Endless manifest = new Endless();

    assertThatThrownBy(() -> new OpenObjects(new Holding(manifest)).all(object("a.manifest")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("is longer than 64 MB");
    assertThat(manifest.read).isLessThan(65 * MEGABYTE);
  }

  @Test
  void xml_in_a_gzip_bomb_is_refused_while_it_unpacks() throws IOException {
    byte[] bomb = bomb(600);
    assertThat(bomb).hasSizeLessThan(MEGABYTE);
    OpenObjects objects = new OpenObjects(new Holding(new ByteArrayInputStream(bomb)));
    long before = Allocated.bytes();

    assertThatThrownBy(
            () -> {
              try (InputStream xml = objects.plain(object("a.xml.gz"), Compression.GZIP)) {
                new XmlRows("r", Set.of()).convert(xml, OutputStream.nullOutputStream());
              }
            })
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("is gzip that unpacks to more than 400 times its size");
    // blanks between rows are handed on piece by piece
    assertThat(Allocated.bytes() - before).isLessThan(2048L * MEGABYTE);
  }

  @Test
  void gzip_that_packs_rows_well_is_none() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int row = 0; row < 1_000_000; row++) {
        gzip.write(
            "<r><id>%d</id><name>somebody</name></r>\n"
                .formatted(row)
                .getBytes(StandardCharsets.UTF_8));
      }
    }

    try (InputStream plain =
        Decompression.open(new ByteArrayInputStream(packed.toByteArray()), Compression.GZIP)) {
      assertThat(plain.transferTo(OutputStream.nullOutputStream())).isGreaterThan(38_000_000);
    }
  }

  @Test
  void the_bad_line_of_a_file_of_one_line_is_cut() {
    Endless line = new Endless();

    String shown = new BadLines(new Holding(line)).of(refusal(object("orders/a.csv"), 1L));

    assertThat(shown).hasSize(4096);
    assertThat(line.read).isLessThan(MEGABYTE);
  }

  @ParameterizedTest
  @CsvSource({"UTF16, UTF-16", "UTF16LE, UTF-16LE", "ISO88591, ISO-8859-1", "UTF8, UTF-8"})
  void the_bad_line_of_a_file_is_shown_in_its_encoding(String encoding, String charset) {
    byte[] file = "1,a\r\nx,Köln\r\n2,b".getBytes(Charset.forName(charset));
    Pipe pipe = Samples.pipeWith("options = ENCODING " + encoding);

    assertThat(
            new BadLines(new Holding(new ByteArrayInputStream(file)))
                .of(refusal(pipe, object("orders/a.csv"), 2L)))
        .isEqualTo("x,Köln");
  }

  @Test
  void a_bad_line_behind_a_gzip_bomb_is_not_looked_for_for_long() throws IOException {
    String shown =
        new BadLines(new Holding(new ByteArrayInputStream(bomb(600))))
            .of(refusal(object("orders/a.csv.gz"), 2L));

    assertThat(shown).isEmpty();
  }

  private static Refusal refusal(S3Object object, long line) {
    return refusal(Samples.orders(), object, line);
  }

  private static Refusal refusal(Pipe pipe, S3Object object, long line) {
    LoadError error = new LoadError(object.url(), line, "id", 1207, "Invalid digit");
    Fault fault = new Fault("bad", List.of(error), "statement", "COPY");
    return new Refusal(pipe, new BatchFile(object, Samples.NOON, fault), "batch", Samples.NOON);
  }

  private static S3Object object(String key) {
    return Samples.object(key);
  }

  /** Megabytes of blanks. */
  private static byte[] bomb(int megabytes) throws IOException {
    byte[] blanks = new byte[MEGABYTE];
    Arrays.fill(blanks, (byte) ' ');
    byte[] megabyte = packed(blanks);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(packed("<all>".getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < megabytes; i++) {
      // gzip may be put behind gzip
      all.write(megabyte);
    }
    return all.toByteArray();
  }

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  /** A gigabyte without the end of a line. */
  private static final class Endless extends InputStream {
    private long read;

    @Override
    public int read() {
      return read++ < 1L << 30 ? 'x' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      int some = (int) Math.min(length, (1L << 30) - read);
      Arrays.fill(bytes, offset, offset + some, (byte) 'x');
      read += some;
      return some == 0 ? -1 : some;
    }
  }

  /** Has one content for every key. */
  private record Holding(InputStream content) implements S3Client {
    @Override
    public <R> R getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> into) {
      try {
        return into.transform(
            GetObjectResponse.builder().build(), AbortableInputStream.create(content));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
