/**
 * Bytes, and the protocol of an open connection: what handlers are written against, whatever transport carries them.
 *
 * <p>A handler written for {@link dev.sluice.io.Connection} runs over every byte-stream transport. Binding and connecting
 * are each transport's own; {@link dev.sluice.io.SocketOptions} serve all those that have sockets.
 */
package dev.sluice.io;
