/**
 * The benchmarks, run by {@code mvn -Pbench}. Every figure stands beside one that was measured in
 * the same run on the same machine; only their ratio says anything elsewhere.
 */
@NullMarked
package dev.redshiftpipe.bench;

import org.jspecify.annotations.NullMarked;
