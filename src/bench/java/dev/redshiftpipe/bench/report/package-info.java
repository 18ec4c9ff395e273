/** How results are shown: tables, and plots. */
@NullMarked
package dev.redshiftpipe.bench.report;

import org.jspecify.annotations.NullMarked;
