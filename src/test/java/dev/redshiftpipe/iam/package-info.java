/** What IAM would say: which permissions calls need, and whether policies give them. */
@NullMarked
package dev.redshiftpipe.iam;

import org.jspecify.annotations.NullMarked;
