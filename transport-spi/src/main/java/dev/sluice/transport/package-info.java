/**
 * How a transport is made. Two storeys, both public: what is thin to implement, and what is thick to use. The guide <i>Write a
 * transport</i>, in the project's documentation, goes from an empty directory to a transport that passes the contract.
 *
 * <p><b>The one rule.</b> A channel and its actor live on one loop. All methods of a handle, a poller and a channel actor are
 * called on that loop's thread, so none of them needs a lock, and none may block. What comes from another thread comes as a
 * message, or as a {@link dev.sluice.loop.Signal}.
 *
 * <pre>
 *   manager (the transport's own messages: bind, connect) ── holds {@link dev.sluice.transport.Selectors}
 *      ├─ {@link dev.sluice.transport.StreamBind}: the listeners of one bind, as one
 *      ├─ selector-0 on loop 0 ─┬─ {@link dev.sluice.transport.StreamListener} ── over a {@link dev.sluice.transport.ListenerHandle}
 *      │                             ├─ {@link dev.sluice.transport.StreamConnection} ── over a {@link dev.sluice.transport.StreamHandle}
 *      │                             ├─ {@link dev.sluice.transport.DatagramEndpoint} ── over a {@link dev.sluice.transport.DatagramHandle}
 *      │                             └─ ...
 *      └─ selector-1 on loop 1 ── ...
 *
 *   whoever binds ── {@link dev.sluice.transport.Handlers handlers-0} on loop 0 ── handler, beside its connection
 * </pre>
 *
 * <p><b>Thin.</b> An author implements {@link dev.sluice.transport.StreamHandle} and {@link
 * dev.sluice.transport.ListenerHandle}, or {@link dev.sluice.transport.DatagramHandle}; or takes {@link
 * dev.sluice.transport.NioStream}, {@link dev.sluice.transport.NioListener} and {@link dev.sluice.transport.NioDatagram} for any NIO
 * channel; and a {@link dev.sluice.transport.ChannelPoller} if the loop shall be driven by something else than {@link
 * dev.sluice.transport.NioPoller}. Handles compose: one may wrap another ({@link dev.sluice.transport.FilterStream}, {@link
 * dev.sluice.transport.FilterListener}, {@link dev.sluice.transport.FilterDatagram}), as a {@link dev.sluice.transport.Layer} says, such
 * as {@link dev.sluice.transport.LogTap}, {@link dev.sluice.transport.PcapTap} and {@link dev.sluice.transport.tls.Tls}.
 *
 * <p><b>Thick.</b> {@link dev.sluice.transport.StreamConnection} does the rest for any handle: write queue, back-pressure, close
 * modes, deadlines, the protocol of {@link dev.sluice.io.Connection}; {@link dev.sluice.transport.DatagramEndpoint} does it for
 * datagrams, with that of {@link dev.sluice.io.Endpoint}. {@link dev.sluice.transport.StreamListener} accepts, {@link
 * dev.sluice.transport.StreamBind} makes one bind of one or several listeners, with limits ({@link
 * dev.sluice.transport.AcceptSettings}) and an orderly end; a selector supervises the channels of one loop, {@link dev.sluice.transport.Selectors} spawns the selectors,
 * places channels and keeps the book of capacity ({@link dev.sluice.transport.Slots}). Where that is all a manager has to do, {@link
 * dev.sluice.transport.StreamProvider} is the manager. {@link dev.sluice.transport.Session} stands behind methods that answer with a
 * future. A transport of which nothing is polled needs none of these: a manager actor with its children is one too.
 *
 * <p><b>Loops.</b> A loop has one poller. Transports of one kind of poller share the system's loops; one whose poller watches another kind of
 * channel, also a {@code NioPoller} of another {@code SelectorProvider}, has {@link dev.sluice.transport.Loops} of its own, which its
 * selectors and its users' handlers are given.
 *
 * <p><b>Discovery.</b> A {@link dev.sluice.transport.TransportProvider} in a module's descriptor, or in a file of {@code META-INF/services}, is
 * found by its name: {@link dev.sluice.transport.Transports}. None of that name, or two, is an error that says what to do.
 *
 * <p><b>Buffers.</b> A loop has one receive and one send buffer ({@link dev.sluice.transport.Buffers}). A handle is lent one for
 * the time of a call, and keeps nothing of it. What is delivered is the receiver's: a copy, or a {@link dev.sluice.io.Lease} that has
 * one owner.
 *
 * <p><b>Failures.</b> What a handle throws closes its connection, whose handler learns the cause; it reaches nobody else. A datagram that
 * can't be sent fails alone, and what a socket reports is told as an event: an endpoint lives on. What an opener throws is told to the
 * observer of its channel. What a
 * poller throws breaks the poller: the loop closes it, every channel on it gets {@link dev.sluice.transport.Ready#LOST} and ends
 * with that cause, and the selector restarts with a new one. A manager that fails loses what it has, and restarts; its ref stays good.
 *
 * <p><b>Lives.</b> Each arrow comes once; each way out of life leads through the end of the line:
 *
 * <pre>
 *   bind         spawned ──► {@code bound} ──────────────────────► Unbind, Drain, a failure ──► {@code unbound}, the address is free
 *                   └──────► {@code failed}
 *   connection   placed, has a slot ──► attach ──► open, until true ──► {@code opened} ──► Register, or Handlers ──► events
 *                   └──────► {@code failed}           └──────► {@code failed}
 *                events ──► Close, the peer's end, a failure ──► flushed, or dropped ──► the held stop ──► Closed ──► Terminated
 *   endpoint     placed, has a slot ──► attach ──► {@code opened} ──► Register ──► events ──► Close, a failure ──► Closed
 * </pre>
 *
 * <p><b>The end of a channel.</b> Its registration is cancelled and its handle closed in the same breath; the descriptor is free
 * when the poller has flushed the key in a later turn. Until then the channel's actor holds its stop, and only then it tells
 * anybody that it is closed: so a port can be bound again, and a descriptor counted, at once.
 */
package dev.sluice.transport;
