package dev.redshiftpipe.local.s3;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Announces every object that was created or removed, after everybody can see it. */
final class AnnouncingBlobStore extends ForwardingBlobStore {
  /** S3Proxy's own notes about multipart uploads are no objects. */
  private static final String STUB_PREFIX = ".s3proxy-mpu-stub-";

  private final Announcer announcer;
  private final BucketNotifications notifications;
  private final BucketDocuments documents;
  private final BucketRegions regions;

  AnnouncingBlobStore(
      BlobStore store,
      Announcer announcer,
      BucketNotifications notifications,
      BucketDocuments documents,
      BucketRegions regions) {
    super(store);
    this.announcer = announcer;
    this.notifications = notifications;
    this.documents = documents;
    this.regions = regions;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    PutObjectResponse response = super.putBlob(request, payload);
    if (!request.key().startsWith(STUB_PREFIX)) {
      announcer.announce(
          ObjectEvent.Type.PUT,
          request.bucket(),
          request.key(),
          request.contentLength(),
          unquoted(response.eTag()));
    }
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse response = super.copyBlob(request);
    String bucket = request.destinationBucket();
    String key = request.destinationKey();
    String eTag = unquoted(response.copyObjectResult().eTag());
    announcer.announce(ObjectEvent.Type.COPY, bucket, key, size(bucket, key), eTag);
    return response;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    String bucket = upload.containerName();
    String key = upload.blobName();
    String eTag = unquoted(response.eTag());
    announcer.announce(ObjectEvent.Type.COMPLETE, bucket, key, size(bucket, key), eTag);
    return response;
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    DeleteObjectResponse response = super.removeBlob(request);
    if (!request.key().startsWith(STUB_PREFIX)) {
      announcer.announce(ObjectEvent.Type.DELETE, request.bucket(), request.key(), 0, "");
    }
    return response;
  }

  @Override
  public void deleteBucket(String bucket) {
    super.deleteBucket(bucket);
    notifications.remove(bucket);
    documents.remove(bucket);
    regions.remove(bucket);
  }

  private long size(String bucket, String key) {
    return delegate().blobMetadata(bucket, key).contentLength();
  }

  private static String unquoted(String eTag) {
    return eTag.replace("\"", "");
  }
}
