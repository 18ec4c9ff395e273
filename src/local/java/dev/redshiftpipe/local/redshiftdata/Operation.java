package dev.redshiftpipe.local.redshiftdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;

/** What one operation of the service does with a well-formed request. */
interface Operation {
  ObjectNode answer(Request request) throws AwsError;
}
