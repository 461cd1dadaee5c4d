/**
 * What tests of a transport work with.
 *
 * <p><b>A transport in memory.</b> Two {@link dev.sluice.transport.testkit.MemoryStream}s are the ends of one connection, with bounded
 * buffers and all the manners of TCP: half-close, reset, a peer that is gone. A {@link dev.sluice.transport.testkit.MemoryListener}
 * accepts them, and a {@link dev.sluice.transport.testkit.MemoryPoller} watches them, on a loop with a thread or stepped by hand. The
 * actors above don't notice, so whatever holds over memory can be tried ten thousand times in a few seconds. {@link
 * dev.sluice.transport.testkit.MemoryDatagram}s are datagram sockets, which find each other on a {@link
 * dev.sluice.transport.testkit.MemoryNetwork}, drop what a receiver has no room for, and count it.
 *
 * <p><b>Faults.</b> {@link dev.sluice.transport.testkit.Faults} is a plan of what goes wrong with a stream, drawn from a seed: it wraps
 * any handle as a {@link dev.sluice.transport.Layer}. Those that are only rude (one byte at a time, nothing at all, opening late) must not
 * be noticed above; the others end the connection, in order, with their cause. {@link dev.sluice.transport.testkit.DatagramFaults} is the
 * same for datagrams, with loss, duplicates and another order; {@link dev.sluice.transport.testkit.LossyProxy} does those between real
 * sockets, whoever has them.
 *
 * <p><b>Peers.</b> A {@link dev.sluice.transport.testkit.Peer} is the raw other end, which a test moves by hand and which blocks.
 * For TLS, {@link dev.sluice.transport.testkit.TestIdentity} makes keys and certificates.
 *
 * <pre>
 *   {@link dev.sluice.transport.StreamConnection} ── Faults ── MemoryStream ═══ MemoryStream ── {@link dev.sluice.transport.testkit.MemoryPeer} ── test
 *   {@link dev.sluice.transport.StreamConnection} ── Faults ── NioStream ═══════════ socket ── {@link dev.sluice.transport.testkit.SocketPeer} ── test
 *   {@link dev.sluice.transport.DatagramEndpoint} ── DatagramFaults ── MemoryDatagram ═══ MemoryNetwork ═══ MemoryDatagram
 *   {@link dev.sluice.transport.DatagramEndpoint} ── NioDatagram ═══ {@link dev.sluice.transport.testkit.LossyProxy} ═══ socket of anybody
 * </pre>
 */
package dev.sluice.transport.testkit;
