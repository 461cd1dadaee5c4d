/**
 * TLS by the JDK's {@link javax.net.ssl.SSLEngine} over any stream handle: {@link dev.sluice.transport.tls.Tls} is a {@link
 * dev.sluice.transport.Layer}.
 *
 * <pre>
 *   connection ── write ──► Outbound ── engine.wrap ────► sealed ──► the handle below
 *              ◄── read ─── Inbound ◄── engine.unwrap ── Records ◄──
 *                           Handshake: both in turn, until bytes can be exchanged
 *                           Tasks: what takes long, elsewhere
 * </pre>
 *
 * A connection holds of the bytes only what it can't hand on: the begin of a record that has not come whole, of one that has what the
 * reader had no room for, and what is sealed and was not taken below. All else passes through buffers that many connections share.
 */
package dev.sluice.transport.tls;
