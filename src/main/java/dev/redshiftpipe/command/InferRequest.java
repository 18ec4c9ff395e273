package dev.redshiftpipe.command;

/**
 * What {@code infer} is asked.
 *
 * @param address s3://bucket/prefix
 * @param into schema.table; empty for the pipe's name
 * @param name of the pipe; empty for that of the folder
 * @param suffix what keys must end with; empty for the suffix that most have
 * @param samples files that are looked at, at most
 */
public record InferRequest(String address, String into, String name, String suffix, int samples) {
  public InferRequest {
    if (samples < 1 || samples > 1_000) {
      throw new IllegalArgumentException("--samples must be from 1 to 1000, was " + samples);
    }
  }
}
