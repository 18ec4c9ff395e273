/**
 * A model of the protocol: several workers make the pipe's own decisions against twins of queue,
 * warehouse and dead letters, in any order and with any fault that a script says. Read {@code
 * ProtocolModelTest} first, then {@code Worker}, which follows the routes.
 */
@NullMarked
package dev.redshiftpipe.model;

import org.jspecify.annotations.NullMarked;
