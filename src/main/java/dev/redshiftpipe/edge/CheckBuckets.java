package dev.redshiftpipe.edge;

import dev.redshiftpipe.command.Finding;
import dev.redshiftpipe.copy.Control;
import dev.redshiftpipe.load.Some;
import dev.redshiftpipe.notification.S3Object;
import dev.redshiftpipe.pipe.PipeRule;
import dev.redshiftpipe.pipe.Prefix;
import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.settings.Settings;
import dev.redshiftpipe.setup.KeyFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfigurationFilter;

/** Whether the buckets are there, tell of their objects, and are not mistaken for one another. */
final class CheckBuckets {
  private final Settings settings;
  private final S3Client s3;
  private final BucketRegions regions;

  CheckBuckets(Settings settings, Clients clients) {
    this.settings = settings;
    this.s3 = clients.s3();
    this.regions = new BucketRegions(s3);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(control());
    findings.add(notWatched());
    settings.warehouses().values().forEach(warehouse -> sameRegion(warehouse, findings));
    for (PipeRule rule : settings.pipes().rules()) {
      findings.add(from(rule));
      others(rule, findings);
      hidden(rule, findings);
    }
    return findings;
  }

  private Finding control() {
    Control control = settings.control();
    String key = control.key("check");
    try {
      s3.putObject(
          request -> request.bucket(control.bucket()).key(key), RequestBody.fromString("check"));
      s3.getObjectAsBytes(request -> request.bucket(control.bucket()).key(key));
      return Finding.ok("control", control.url(key) + " was written and read");
    } catch (SdkException e) {
      return Finding.mistake("control", control.url(key) + ": " + e.getMessage());
    }
  }

  /** What the pipe writes must not come back to it as news. */
  private Finding notWatched() {
    Control control = settings.control();
    try {
      GetBucketNotificationConfigurationResponse all =
          s3.getBucketNotificationConfiguration(request -> request.bucket(control.bucket()));
      String written = KeyFilter.encode(control.prefix().key());
      boolean isWatched = filters(all).anyMatch(filter -> overlaps(filter, written));
      return isWatched
          ? Finding.mistake(
              "control",
              "bucket %s notifies of what lies under %s: the pipe would be told of its own files;"
                      .formatted(control.bucket(), control.prefix())
                  + " restrict the notification to a prefix, or move control")
          : Finding.ok("control", "bucket " + control.bucket() + " does not notify of it");
    } catch (SdkException e) {
      return Finding.warning(
          "control", "whether it is watched could not be asked: " + e.getMessage());
    }
  }

  /** Manifests and lists of files are read by COPY, from its own Region. */
  private void sameRegion(Warehouse warehouse, List<Finding> findings) {
    String own =
        warehouse.region().isEmpty()
            ? s3.serviceClientConfiguration().region().id()
            : warehouse.region();
    String region = regions.of(settings.control().bucket());
    if (!region.isEmpty() && !region.equals(own)) {
      findings.add(
          Finding.mistake(
              "control",
              "bucket %s is in %s, warehouse.%s in %s: COPY reads manifests from the Region of the warehouse alone; use a control bucket there"
                  .formatted(settings.control().bucket(), region, warehouse.name(), own)));
    }
  }

  /** Empty for most. */
  private String elsewhere(String bucket) {
    String home = regions.of(settings.control().bucket());
    String region = regions.of(bucket);
    return region.isEmpty() || home.isEmpty() || region.equals(home)
        ? ""
        : "; bucket %s is in %s: its files are copied into the control bucket, in %s, before COPY reads them"
            .formatted(bucket, region, home);
  }

  private Finding from(PipeRule rule) {
    String setting = "pipe." + rule.name() + ".from";
    Prefix begin = rule.from().begin();
    try {
      boolean isEmpty =
          s3.listObjectsV2(r -> r.bucket(begin.bucket()).prefix(begin.key()).maxKeys(1))
              .contents()
              .isEmpty();
      GetBucketNotificationConfigurationResponse all =
          s3.getBucketNotificationConfiguration(request -> request.bucket(begin.bucket()));
      String wanted = KeyFilter.encode(begin.key());
      boolean isTold =
          all.eventBridgeConfiguration() != null
              || filters(all).anyMatch(filter -> overlaps(filter, wanted));
      if (isTold) {
        return Finding.ok(
            setting,
            rule.from()
                + (isEmpty ? " is empty so far" : " has files")
                + elsewhere(begin.bucket()));
      }
      String nobody =
          "bucket %s notifies nobody of what lies under %s: files are loaded only when a message is sent by hand"
              .formatted(begin.bucket(), rule.from());
      return Finding.warning(
          setting,
          filters(all)
              .filter(filter -> overlaps(filter, begin.key()))
              .findFirst()
              .map(
                  filter ->
                      "%s; its filter \"%s\" is not URL-encoded and matches no key: setup adds \"%s\""
                          .formatted(nobody, filter, wanted))
              .orElse(nobody));
    } catch (SdkException e) {
      return Finding.mistake(setting, rule.from() + ": " + e.getMessage());
    }
  }

  /** A prefix is no folder: one without a slash at its end covers all that begin alike. */
  private void others(PipeRule rule, List<Finding> findings) {
    Prefix begin = rule.from().begin();
    if (begin.key().isEmpty() || begin.key().endsWith("/")) {
      return;
    }
    try {
      List<String> folders =
          s3
              .listObjectsV2(
                  r -> r.bucket(begin.bucket()).prefix(begin.key()).delimiter("/").maxKeys(20))
              .commonPrefixes()
              .stream()
              .map(CommonPrefix::prefix)
              .filter(folder -> !folder.equals(begin.key() + "/"))
              .toList();
      if (!folders.isEmpty()) {
        findings.add(
            Finding.warning(
                "pipe." + rule.name() + ".from",
                "%s has no / at its end and also covers %s"
                    .formatted(begin, String.join(", ", folders))));
      }
    } catch (SdkException e) {
      // said already: the bucket could not be listed
    }
  }

  /** What the pipe skips, so that nobody wonders why a file is not loaded. */
  private void hidden(PipeRule rule, List<Finding> findings) {
    Prefix begin = rule.from().begin();
    try {
      Some hidden = Some.NONE;
      for (var one :
          s3.listObjectsV2(r -> r.bucket(begin.bucket()).prefix(begin.key())).contents()) {
        S3Object object =
            new S3Object(begin.bucket(), one.key(), one.size(), "", "", "", one.lastModified(), "");
        if (settings.pipes().hidingFrom(object).contains(rule.name())) {
          hidden = hidden.and(object.key());
        }
      }
      if (hidden.count() > 0) {
        findings.add(
            Finding.ok(
                "pipe." + rule.name() + ".hidden-files",
                "of the first 1,000 keys these are skipped as not data: " + hidden));
      }
    } catch (SdkException e) {
      // said already: the bucket could not be listed
    }
  }

  private static Stream<String> filters(GetBucketNotificationConfigurationResponse all) {
    return Stream.of(
            all.queueConfigurations().stream().map(one -> prefix(one.filter())),
            all.topicConfigurations().stream().map(one -> prefix(one.filter())),
            all.lambdaFunctionConfigurations().stream().map(one -> prefix(one.filter())))
        .flatMap(each -> each);
  }

  private static String prefix(@Nullable NotificationConfigurationFilter filter) {
    return Stream.ofNullable(filter)
        .filter(given -> given.key() != null)
        .map(given -> given.key().filterRules())
        .flatMap(Collection::stream)
        .filter(rule -> rule.nameAsString().equalsIgnoreCase("prefix"))
        .map(FilterRule::value)
        .findFirst()
        .orElse("");
  }

  private static boolean overlaps(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
