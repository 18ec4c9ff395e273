/** SQS: ElasticMQ in this process behind the one endpoint, and how other services reach a queue. */
@NullMarked
package dev.redshiftpipe.local.sqs;

import org.jspecify.annotations.NullMarked;
