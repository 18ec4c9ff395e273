package dev.redshiftpipe.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the pipe counts on of S3. */
abstract class S3Contract extends Contract {
  private S3Client s3;
  private S3AsyncClient async;
  private String bucket;

  @BeforeAll
  void connect() {
    s3 = endpoint().s3();
    async = endpoint().s3Async();
  }

  @AfterAll
  void disconnect() {
    if (s3 != null) {
      s3.close();
      async.close();
    }
  }

  @BeforeEach
  void bucket() {
    bucket = unique("bucket");
    s3.createBucket(request -> request.bucket(bucket));
  }

  static Stream<String> odd_keys() {
    return Stream.of(
        "a b+c.csv",
        "ü/100%25.csv",
        "it's \"quoted\".csv",
        "a//b",
        "trailing/",
        "~l/~z",
        "<&>/日本語=1;2,3$@:?#.csv",
        "year=2026/part-0001.gz",
        "x".repeat(1000),
        "long/" + "ü".repeat(490) + "/file.csv");
  }

  @ParameterizedTest
  @MethodSource("odd_keys")
  void a_key_comes_back_as_it_was_put(String key) {
    put(key, "1,2");

    assertThat(get(key)).isEqualTo("1,2");
    assertThat(keys("")).containsExactly(key);
    assertThat(keys(key)).containsExactly(key);

    String copy = "copy/of/" + key.substring(0, Math.min(key.length(), 400));
    s3.copyObject(
        request ->
            request
                .sourceBucket(bucket)
                .sourceKey(key)
                .destinationBucket(bucket)
                .destinationKey(copy));
    assertThat(get(copy)).isEqualTo("1,2");

    s3.deleteObject(request -> request.bucket(bucket).key(key));
    assertThat(keys("")).containsExactly(copy);
  }

  @Test
  void a_key_over_1024_bytes_is_refused() {
    assertThatThrownBy(() -> put("k".repeat(1025), "x"))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("KeyTooLongError"));
  }

  @Test
  void a_bucket_without_a_configuration_says_so_by_an_error_of_its_own() {
    assertMissing("NoSuchTagSet", () -> s3.getBucketTagging(request -> request.bucket(bucket)));
    assertMissing(
        "NoSuchLifecycleConfiguration",
        () -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)));
    assertMissing(
        "NoSuchBucketPolicy", () -> s3.getBucketPolicy(request -> request.bucket(bucket)));

    s3.putBucketTagging(
        request ->
            request
                .bucket(bucket)
                .tagging(tags -> tags.tagSet(tag -> tag.key("owner").value("nobody"))));
    assertThat(s3.getBucketTagging(request -> request.bucket(bucket)).tagSet())
        .singleElement()
        .satisfies(tag -> assertThat(tag.value()).isEqualTo("nobody"));
    s3.deleteBucketTagging(request -> request.bucket(bucket));
    assertMissing("NoSuchTagSet", () -> s3.getBucketTagging(request -> request.bucket(bucket)));
  }

  private static void assertMissing(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            error -> {
              assertThat(error.statusCode()).isEqualTo(404);
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  @Test
  void content_type_metadata_and_etag_are_kept() {
    String eTag =
        s3.putObject(
                request ->
                    request
                        .bucket(bucket)
                        .key("k")
                        .contentType("text/csv")
                        .metadata(Map.of("origin", "plant 7")),
                RequestBody.fromString("hello"))
            .eTag();

    var head = s3.headObject(request -> request.bucket(bucket).key("k"));

    assertThat(head.contentType()).isEqualTo("text/csv");
    assertThat(head.metadata()).containsEntry("origin", "plant 7");
    assertThat(head.contentLength()).isEqualTo(5);
    assertThat(head.eTag()).isEqualTo(eTag).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
  }

  @Test
  void a_range_is_read_alone() {
    put("k", "0123456789");

    var part = s3.getObjectAsBytes(request -> request.bucket(bucket).key("k").range("bytes=2-4"));

    assertThat(part.asUtf8String()).isEqualTo("234");
    assertThat(part.response().contentRange()).isEqualTo("bytes 2-4/10");
  }

  @Test
  void a_put_on_condition_that_nothing_is_there_is_refused_the_second_time() {
    s3.putObject(
        request -> request.bucket(bucket).key("k").ifNoneMatch("*"), RequestBody.fromString("1"));

    assertThatThrownBy(
            () ->
                s3.putObject(
                    request -> request.bucket(bucket).key("k").ifNoneMatch("*"),
                    RequestBody.fromString("2")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThat(get("k")).isEqualTo("1");
  }

  @Test
  void of_several_puts_on_one_condition_a_single_one_succeeds() {
    String etag =
        s3.putObject(request -> request.bucket(bucket).key("k"), RequestBody.fromString("0"))
            .eTag();

    List<Integer> statuses =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                number -> {
                  try {
                    return s3.putObject(
                            request -> request.bucket(bucket).key("k").ifMatch(etag),
                            RequestBody.fromString("by " + number))
                        .sdkHttpResponse()
                        .statusCode();
                  } catch (S3Exception e) {
                    return e.statusCode();
                  }
                })
            .toList();

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses).allMatch(status -> List.of(200, 409, 412).contains(status));
  }

  @Test
  void a_copy_on_condition_that_nothing_is_there_is_refused_the_second_time() {
    put("k", "1");
    copyTo("a b+c");

    assertThatThrownBy(() -> copyTo("a b+c"))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
  }

  private void copyTo(String key) {
    s3.copyObject(
        request ->
            request
                .sourceBucket(bucket)
                .sourceKey("k")
                .destinationBucket(bucket)
                .destinationKey(key)
                .ifNoneMatch("*"));
  }

  @Test
  void a_copy_on_condition_of_an_old_etag_is_refused() {
    put("k", "new");

    assertThatThrownBy(
            () ->
                s3.copyObject(
                    request ->
                        request
                            .sourceBucket(bucket)
                            .sourceKey("k")
                            .copySourceIfMatch("\"00000000000000000000000000000000\"")
                            .destinationBucket(bucket)
                            .destinationKey("copy")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
  }

  @Test
  void parts_become_one_object() {
    byte[] first = new byte[5 << 20];
    String id = s3.createMultipartUpload(request -> request.bucket(bucket).key("big")).uploadId();
    var parts = List.of(part(id, 1, first), part(id, 2, "end".getBytes(StandardCharsets.UTF_8)));

    String eTag =
        s3.completeMultipartUpload(
                request ->
                    request
                        .bucket(bucket)
                        .key("big")
                        .uploadId(id)
                        .multipartUpload(upload -> upload.parts(parts)))
            .eTag();

    var head = s3.headObject(request -> request.bucket(bucket).key("big"));
    assertThat(head.contentLength()).isEqualTo((5 << 20) + 3);
    assertThat(head.eTag()).isEqualTo(eTag).endsWith("-2\"");
    assertThat(keys("")).containsExactly("big");
  }

  private CompletedPart part(String id, int number, byte[] bytes) {
    String eTag =
        s3.uploadPart(
                request -> request.bucket(bucket).key("big").uploadId(id).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(eTag).build();
  }

  @Test
  void a_listing_comes_in_pages_in_the_order_of_bytes() {
    IntStream.range(0, 25).forEach(i -> put("p/" + i, ""));
    put("q", "");

    var pages =
        s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix("p/").maxKeys(10));

    assertThat(pages.stream().map(page -> page.contents().size())).containsExactly(10, 10, 5);
    assertThat(pages.contents().stream().map(S3Object::key)).hasSize(25).isSorted();
  }

  @Test
  void a_delimiter_shows_folders() {
    put("a/1", "");
    put("a/b/2", "");
    put("c", "");

    var page = s3.listObjectsV2(request -> request.bucket(bucket).delimiter("/"));

    assertThat(page.contents()).extracting(S3Object::key).containsExactly("c");
    assertThat(page.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("a/");
  }

  @Test
  void several_are_deleted_at_once() {
    put("a b", "");
    put("ü", "");
    put("c", "");

    s3.deleteObjects(
        request ->
            request
                .bucket(bucket)
                .delete(
                    delete ->
                        delete.objects(
                            ObjectIdentifier.builder().key("a b").build(),
                            ObjectIdentifier.builder().key("ü").build())));

    assertThat(keys("")).containsExactly("c");
  }

  @Test
  void what_is_not_there_is_said_by_name() {
    assertThatThrownBy(() -> get("nothing")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.listObjectsV2(request -> request.bucket(unique("no-such-bucket"))))
        .isInstanceOf(NoSuchBucketException.class);
  }

  /** S3 API reference, HeadBucket and PermanentRedirect; an endpoint has to have all Regions. */
  @Test
  void a_bucket_of_another_region_is_a_301_that_names_it() {
    String elsewhere = unique("elsewhere");
    s3.createBucket(
        request ->
            request
                .bucket(elsewhere)
                .createBucketConfiguration(to -> to.locationConstraint("eu-west-1")));

    assertThatThrownBy(() -> s3.listObjectsV2(request -> request.bucket(elsewhere)))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(301);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PermanentRedirect");
              assertThat(
                      e.awsErrorDetails()
                          .sdkHttpResponse()
                          .firstMatchingHeader("x-amz-bucket-region"))
                  .hasValue("eu-west-1");
            });
    assertThatThrownBy(() -> s3.headObject(request -> request.bucket(elsewhere).key("k")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(301));
    assertThat(s3.headBucket(request -> request.bucket(bucket)).bucketRegion())
        .isEqualTo("us-east-1");
    try (S3Client anywhere = endpoint().s3OfAnyRegion()) {
      anywhere.putObject(
          request -> request.bucket(elsewhere).key("k"), RequestBody.fromString("1"));
      assertThat(anywhere.headBucket(request -> request.bucket(elsewhere)).bucketRegion())
          .isEqualTo("eu-west-1");
      assertThat(anywhere.listObjectsV2(request -> request.bucket(elsewhere)).contents())
          .extracting(S3Object::key)
          .containsExactly("k");
      anywhere.copyObject(
          request ->
              request
                  .sourceBucket(elsewhere)
                  .sourceKey("k")
                  .destinationBucket(bucket)
                  .destinationKey("copy"));
    }
    assertThat(get("copy")).isEqualTo("1");
  }

  @Test
  void the_asynchronous_client_works_as_well() {
    async
        .putObject(
            request -> request.bucket(bucket).key("async"), AsyncRequestBody.fromString("1,2"))
        .join();

    CompletableFuture<? extends ResponseBytes<?>> read =
        async.getObject(
            request -> request.bucket(bucket).key("async"), AsyncResponseTransformer.toBytes());

    assertThat(read.join().asUtf8String()).isEqualTo("1,2");
  }

  private void put(String key, String text) {
    s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private String get(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
  }

  private List<String> keys(String prefix) {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }
}
