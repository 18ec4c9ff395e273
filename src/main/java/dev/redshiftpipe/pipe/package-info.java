/** Which files go where: pipes, their tables and warehouses, and who wants an object. */
@NullMarked
package dev.redshiftpipe.pipe;

import org.jspecify.annotations.NullMarked;
