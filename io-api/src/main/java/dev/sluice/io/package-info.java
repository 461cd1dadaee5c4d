/**
 * Bytes, and the protocol of an open connection: what handlers are written against, whatever transport carries them.
 *
 * <p>A handler written for {@link dev.sluice.io.Connection} runs over every byte-stream transport. Binding, connecting and
 * options are each transport's own.
 */
package dev.sluice.io;
