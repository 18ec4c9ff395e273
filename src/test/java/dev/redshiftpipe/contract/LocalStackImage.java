package dev.redshiftpipe.contract;

import org.testcontainers.utility.DockerImageName;

/** The LocalStack the suites run against where a container engine is. */
final class LocalStackImage {
  static final DockerImageName NAME = DockerImageName.parse("localstack/localstack:4.4.0");

  private LocalStackImage() {}
}
