/**
 * {@code mvn -Plocal}: starts the stand-in and the pipe side by side, drops sample files into S3
 * and shows what becomes of them. Knows the pipe only as a program that is started with settings.
 */
@NullMarked
package dev.redshiftpipe.local.demo;

import org.jspecify.annotations.NullMarked;
