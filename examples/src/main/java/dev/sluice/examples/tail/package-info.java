/**
 * A transport that has no socket, no selector and no stream peer: what is appended to a file.
 *
 * <p>{@link dev.sluice.examples.tail.Tail} is its entry and its messages. The manager spawns a {@link
 * dev.sluice.examples.tail.Follower} for each file, which has a {@link dev.sluice.examples.tail.GrowingFile} read off its thread.
 */
package dev.sluice.examples.tail;
