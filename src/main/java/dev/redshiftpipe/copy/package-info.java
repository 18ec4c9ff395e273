/** The text that COPY needs: quoting, SQL templates, COPY's options, manifests and file lists. */
@NullMarked
package dev.redshiftpipe.copy;

import org.jspecify.annotations.NullMarked;
