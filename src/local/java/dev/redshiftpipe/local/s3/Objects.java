package dev.redshiftpipe.local.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.sqs.Queues;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.util.function.Consumer;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * S3 over a folder: buckets are directories, objects are files, metadata is in the files' extended
 * attributes.
 *
 * <p>Kept and not acted upon: {@link BucketDocuments}. Refused as NotImplemented: accelerate,
 * analytics, CORS, inventory, legal hold, logging, metrics, object lock, ownership controls,
 * replication, request payment, restore, retention, tags of objects, torrent, versioning, website;
 * topics and functions as destinations of notifications, and events other than ObjectCreated and
 * ObjectRemoved:Delete. Of credentials and signatures the Region alone is looked at.
 */
public final class Objects implements AutoCloseable {
  private final BlobStore store;
  private final BucketNotifications notifications;
  private final BucketDocuments documents;
  private final BucketRegions regions;
  private final Announcer announcer;

  private Objects(
      BlobStore store,
      BucketNotifications notifications,
      BucketDocuments documents,
      BucketRegions regions,
      Announcer announcer) {
    this.store = store;
    this.notifications = notifications;
    this.documents = documents;
    this.regions = regions;
    this.announcer = announcer;
  }

  /**
   * Opens it.
   *
   * @param folder what is there stays, and is served
   * @param defaultBus takes the events of AWS's own services, or null where EventBridge is
   *     elsewhere
   */
  public static Objects open(
      Path folder,
      String region,
      String account,
      Queues queues,
      @Nullable Consumer<ObjectNode> defaultBus,
      Clock clock)
      throws IOException {
    Path buckets = Files.createDirectories(folder.resolve("buckets"));
    requireAttributes(buckets);
    var notifications = new BucketNotifications(folder.resolve("notifications"));
    var regions = new BucketRegions(folder.resolve("regions"), region);
    var announcer =
        new Announcer(
            notifications, new EventJson(regions::of, account), queues, defaultBus, clock);
    BlobStore files = new AnyKeyBlobStore(new FilesystemNio2BlobStore(buckets.toString()));
    var documents = new BucketDocuments(folder.resolve("documents"));
    return new Objects(
        new AnnouncingBlobStore(files, announcer, notifications, documents, regions),
        notifications,
        documents,
        regions,
        announcer);
  }

  /** S3Proxy would quietly forget ETags and metadata on a file system without attributes. */
  private static void requireAttributes(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder.getParent(), "probe", "");
    try {
      var attributes = Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
      if (attributes == null) {
        throw new IOException("no user-defined file attributes");
      }
      attributes.write("probe", ByteBuffer.wrap("1".getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IOException(
          folder
              + " is on a file system without extended attributes, in which S3's metadata is kept;"
              + " choose another folder (java.io.tmpdir, where none was given)",
          e);
    } finally {
      Files.delete(probe);
    }
  }

  /** The servlet through which the endpoint answers for S3. */
  public HttpServlet requests() {
    return new ObjectServlet(store, notifications, documents, regions, announcer);
  }

  @Override
  public void close() {
    store.close();
  }
}
