package dev.redshiftpipe.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redshiftpipe.Samples;
import dev.redshiftpipe.pipe.Compression;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentTest {
  @ParameterizedTest
  @CsvSource({
    "1f8b0800, GZIP",
    "425a68393141592653590000, BZIP2",
    "28b52ffd00, ZSTD",
    "504b2c412c42, NONE",
    "'', NONE"
  })
  void the_first_bytes_decide_whatever_the_suffix_says(String hex, Compression expected) {
    byte[] begin = HexFormat.of().parseHex(hex);

    assertThat(Content.compression(Samples.pipeWith(), "orders/a.csv", begin)).isEqualTo(expected);
    assertThat(Content.compression(Samples.pipeWith(), "orders/a.zst", begin)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "504b0304140000000800, a ZIP archive",
    "d0cf11e0a1b11ae10000, an old Microsoft Office file",
    "fffe690064002c006e00, text in UTF-16",
    "69006400 2c006e000a00, text in UTF-16",
    "fd377a585a000000ffff, xz"
  })
  void what_no_text_is_makes_a_bad_file_that_is_named(String hex, String what) {
    byte[] begin = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThatThrownBy(() -> Content.compression(Samples.pipeWith(), "orders/a.csv", begin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is " + what)
        .hasMessageEndingWith(", not csv");
  }

  @Test
  void utf16_is_a_text_where_an_encoding_is_given_or_xml_declares_it() {
    byte[] begin = "\uFEFFid,name\n".getBytes(StandardCharsets.UTF_16LE);

    assertThat(Content.compression(Samples.pipeWith("options = ENCODING UTF16"), "orders/a", begin))
        .isEqualTo(Compression.NONE);
    assertThat(Content.compression(Samples.pipeWith("format = xml item"), "orders/a", begin))
        .isEqualTo(Compression.NONE);
  }

  @Test
  void the_setting_decides_where_there_is_one_and_nothing_is_asked_of_columnar_files() {
    byte[] gzip = {0x1f, (byte) 0x8b};

    assertThat(Content.compression(Samples.pipeWith("compression = none"), "orders/a.gz", gzip))
        .isEqualTo(Compression.NONE);
    assertThat(Content.compression(Samples.pipeWith("format = parquet"), "orders/a.gz", gzip))
        .isEqualTo(Compression.NONE);
  }
}
