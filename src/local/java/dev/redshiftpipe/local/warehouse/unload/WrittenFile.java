package dev.redshiftpipe.local.warehouse.unload;

import java.nio.file.Path;

/**
 * A file that is ready for S3.
 *
 * @param folder of its partition, with a slash at its end; empty for none
 * @param name behind the prefix and the folder
 * @param records rows, and the header's line
 */
record WrittenFile(String folder, String name, Path path, long bytes, long records) {}
