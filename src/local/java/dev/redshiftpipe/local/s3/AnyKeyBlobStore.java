package dev.redshiftpipe.local.s3;

import java.io.InputStream;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A store of files that takes every key S3 takes, by the names of {@link KeyNames}. One limit
 * stays: a key and the same key with a slash and more behind it cannot both be objects.
 */
final class AnyKeyBlobStore extends ForwardingBlobStore {
  AnyKeyBlobStore(BlobStore files) {
    super(files);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    String prefix = request.prefix() == null ? "" : request.prefix();
    String directory = KeyNames.toDirectory(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    var everything = ListObjectsV2Request.builder().bucket(request.bucket()).prefix(directory);
    ListObjectsV2Response files =
        super.list(
            "/".equals(request.delimiter())
                ? everything.delimiter("/").build()
                : everything.build());
    if (files.commonPrefixes().stream().map(CommonPrefix::prefix).anyMatch(KeyNames::mayBePart)) {
      files = super.list(everything.delimiter(null).build());
    }
    var listing = new KeyListing(request);
    files.contents().stream()
        .map(file -> file.toBuilder().key(KeyNames.toKey(file.key())).build())
        .forEach(listing::add);
    files.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(listing::addPrefix);
    String token = request.continuationToken();
    return listing.page(token != null ? token : request.startAfter(), request.maxKeys());
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return super.blobExists(bucket, KeyNames.toPath(key));
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    return super.putBlob(request.toBuilder().key(KeyNames.toPath(request.key())).build(), payload);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return super.copyBlob(
        request.toBuilder()
            .sourceKey(KeyNames.toPath(request.sourceKey()))
            .destinationKey(KeyNames.toPath(request.destinationKey()))
            .build());
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    return super.blobMetadata(request.toBuilder().key(KeyNames.toPath(request.key())).build());
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    return super.getBlob(request.toBuilder().key(KeyNames.toPath(request.key())).build());
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return super.removeBlob(request.toBuilder().key(KeyNames.toPath(request.key())).build());
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    return super.getBlobAccess(bucket, KeyNames.toPath(key));
  }

  @Override
  public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
    return super.getBlobAcl(request.toBuilder().key(KeyNames.toPath(request.key())).build());
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
    super.setBlobAccess(bucket, KeyNames.toPath(key), access);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    String path = KeyNames.toPath(request.key());
    MultipartUpload upload = super.initiateMultipartUpload(request.toBuilder().key(path).build());
    var named = upload.request().toBuilder().key(request.key()).build();
    return new MultipartUpload(upload.id(), named, upload.response());
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    super.abortMultipartUpload(files(upload));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return super.completeMultipartUpload(
        files(upload), request.toBuilder().key(KeyNames.toPath(request.key())).build());
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    return super.uploadMultipartPart(files(upload), request, payload);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    return super.listMultipartUpload(files(upload));
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    return super.listMultipartUploads(bucket).stream()
        .map(upload -> upload.toBuilder().key(KeyNames.toKey(upload.key())).build())
        .toList();
  }

  private static MultipartUpload files(MultipartUpload upload) {
    String path = KeyNames.toPath(upload.blobName());
    return new MultipartUpload(
        upload.id(), upload.request().toBuilder().key(path).build(), upload.response());
  }
}
