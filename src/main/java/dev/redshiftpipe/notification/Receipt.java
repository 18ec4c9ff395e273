package dev.redshiftpipe.notification;

/**
 * What it takes to delete a message from the queue or to keep it invisible.
 *
 * @param messageId the same however often the message is delivered
 * @param handle of one delivery; only the newest one works for certain
 */
public record Receipt(String messageId, String handle) {}
