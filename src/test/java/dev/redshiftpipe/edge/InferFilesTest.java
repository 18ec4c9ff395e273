package dev.redshiftpipe.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.redshiftpipe.Samples;
import dev.redshiftpipe.command.InferRequest;
import dev.redshiftpipe.infer.InferException;
import dev.redshiftpipe.infer.Proposal;
import dev.redshiftpipe.local.warehouse.ParquetFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** How files are read: bounded bytes of each, unpacked. */
final class InferFilesTest {
  private static final String CSV = "id,day\n1,2024-01-31\n2,2024-02-01\n";

  private final Files s3 = new Files();

  @Test
  void files_are_unpacked_as_their_suffix_says() throws IOException {
    ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bzip2)) {
      out.write(CSV.getBytes(UTF_8));
    }
    s3.objects.put("a/1.csv.bz2", bzip2.toByteArray());
    s3.objects.put("b/1.csv.zst", Zstd.compress(CSV.getBytes(UTF_8)));

    assertThat(types(infer("s3://landing/a/"))).containsExactly("id INTEGER", "day DATE");
    assertThat(types(infer("s3://landing/b/"))).containsExactly("id INTEGER", "day DATE");
  }

  @Test
  void a_file_that_is_packed_otherwise_than_its_suffix_says_is_told() {
    s3.objects.put("a/1.csv", Zstd.compress(CSV.getBytes(UTF_8)));

    assertThatThrownBy(() -> infer("s3://landing/a/"))
        .isInstanceOf(InferException.class)
        .hasMessageContaining("a/1.csv is zstd by its content and not compressed by its suffix");
  }

  @Test
  void no_more_than_a_megabyte_of_a_text_is_read() {
    String row = "1,2024-01-31\n";
    s3.objects.put("a/1.csv", ("id,day\n" + row.repeat(200_000)).getBytes(UTF_8));

    assertThat(types(infer("s3://landing/a/"))).containsExactly("id INTEGER", "day DATE");
    assertThat(s3.ranges).containsExactly("bytes=0-1048575");
  }

  @Test
  void of_a_large_parquet_file_the_footer_is_read() {
    List<Consumer<Group>> rows =
        IntStream.range(0, 300_000)
            .<Consumer<Group>>mapToObj(i -> row -> row.append("a", i * 7919L))
            .toList();
    s3.objects.put("a/1.parquet", ParquetFiles.of("required int64 a;", rows));

    assertThat(types(infer("s3://landing/a/"))).containsExactly("a BIGINT");
    assertThat(s3.ranges).hasSize(3).contains("bytes=0-1048575", "bytes=-8");
  }

  @Test
  void a_folder_of_dms_gets_a_pipe_for_its_changes_and_one_for_its_full_load() {
    s3.objects.put("dms/hr/LOAD00000001.csv", "1,Ada,2024-01-31 10:00:00\n".getBytes(UTF_8));
    s3.objects.put(
        "dms/hr/20240131-101500123.csv",
        "I,2,Grace,2024-01-31 10:15:00\nU,1,Ada L.,2024-01-31 10:16:00\nD,2,,\n".getBytes(UTF_8));

    Proposal proposal = infer("s3://landing/dms/hr/");

    assertThat(types(proposal)).containsExactly("c1 INTEGER", "c2 VARCHAR(64)", "c3 TIMESTAMP");
    assertThat(proposal.settings())
        .containsEntry("pipe.hr.from", "s3://landing/dms/hr/2")
        .containsEntry("pipe.hr.mode", "cdc")
        .containsEntry("pipe.hr.keys", "c1")
        .containsEntry("pipe.hr.order-by", "c3")
        .containsEntry("pipe.hr.operation-column", "op")
        .containsEntry("pipe.hr-full.from", "s3://landing/dms/hr/LOAD")
        .containsEntry("pipe.hr-full.mode", "cdc")
        .doesNotContainKey("pipe.hr-full.operation-column");
    assertThat(proposal.guess().doubts())
        .anyMatch(doubt -> doubt.startsWith("keys = c1"))
        .anyMatch(doubt -> doubt.startsWith("order-by = c3") && doubt.contains("AR_H_CHANGE_SEQ"));
    assertThat(Samples.settingsOf(proposal.settings()).pipes().rules()).hasSize(2);
  }

  @Test
  void json_paths_go_under_the_control_of_the_settings() {
    s3.objects.put("a/1.json", "{\"device id\": 1}".getBytes(UTF_8));

    assertThat(infer("s3://landing/a/").settings())
        .containsEntry("pipe.a.format", "json s3://control/pipe/jsonpaths/a.json");
  }

  @Test
  void an_address_with_a_pattern_is_refused() {
    assertThatThrownBy(() -> infer("s3://landing/{table}/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has a pattern in it");
  }

  private Proposal infer(String address) {
    return new InferFiles(s3, "s3://control/pipe/").of(new InferRequest(address, "", "", "", 10));
  }

  private static List<String> types(Proposal proposal) {
    return proposal.guess().columns().stream().map(one -> one.name() + " " + one.type()).toList();
  }

  /** Objects in memory, of which ranges can be had. */
  private static final class Files implements S3Client {
    private final Map<String, byte[]> objects = new TreeMap<>();
    private final List<String> ranges = new ArrayList<>();

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      return ListObjectsV2Response.builder()
          .contents(
              objects.entrySet().stream()
                  .filter(one -> one.getKey().startsWith(request.prefix()))
                  .map(
                      one ->
                          S3Object.builder()
                              .key(one.getKey())
                              .size((long) one.getValue().length)
                              .lastModified(Instant.EPOCH)
                              .build())
                  .toList())
          .isTruncated(false)
          .build();
    }

    @Override
    public <R> R getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> into) {
      byte[] object = objects.getOrDefault(request.key(), new byte[0]);
      ranges.add(request.range());
      String[] range = request.range().substring("bytes=".length()).split("-", -1);
      int from =
          range[0].isEmpty()
              ? Math.max(0, object.length - Integer.parseInt(range[1]))
              : Integer.parseInt(range[0]);
      int to =
          range[0].isEmpty()
              ? object.length
              : Math.min(object.length, Integer.parseInt(range[1]) + 1);
      try {
        return into.transform(
            GetObjectResponse.builder().contentLength((long) to - from).build(),
            AbortableInputStream.create(new ByteArrayInputStream(object, from, to - from)));
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
