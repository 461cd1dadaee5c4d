/**
 * How a transport is made. Two storeys, both public: what is thin to implement, and what is thick to use.
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
 *      │                             └─ ...
 *      └─ selector-1 on loop 1 ── ...
 *
 *   whoever binds ── {@link dev.sluice.transport.Handlers handlers-0} on loop 0 ── handler, beside its connection
 * </pre>
 *
 * <p><b>Thin.</b> An author implements {@link dev.sluice.transport.StreamHandle} and {@link
 * dev.sluice.transport.ListenerHandle}, or takes {@link dev.sluice.transport.NioStream} and {@link
 * dev.sluice.transport.NioListener} for any NIO channel, and a {@link dev.sluice.transport.ChannelPoller} if the loop shall be
 * driven by something else than {@link dev.sluice.transport.NioPoller}. Handles compose: one may wrap another
 * ({@link dev.sluice.transport.FilterStream}), as a {@link dev.sluice.transport.Layer} says, such as {@link
 * dev.sluice.transport.LogTap}, {@link dev.sluice.transport.PcapTap}, and {@link dev.sluice.transport.tls.Tls}.
 *
 * <p><b>Thick.</b> {@link dev.sluice.transport.StreamConnection} does the rest for any handle: write queue, back-pressure, close
 * modes, deadlines, the protocol of {@link dev.sluice.io.Connection}. {@link dev.sluice.transport.StreamListener} accepts, {@link
 * dev.sluice.transport.StreamBind} makes one bind of one or several listeners, with limits ({@link
 * dev.sluice.transport.AcceptSettings}) and an orderly end; a selector supervises the channels of one loop, {@link dev.sluice.transport.Selectors} spawns the selectors,
 * places channels and keeps the book of capacity ({@link dev.sluice.transport.Slots}).
 *
 * <p><b>Buffers.</b> A loop has one receive and one send buffer ({@link dev.sluice.transport.Buffers}). A handle is lent one for
 * the time of a call, and keeps nothing of it.
 *
 * <p><b>Failures.</b> What a handle throws closes its connection, whose handler learns the cause; it reaches nobody else. What a
 * poller throws breaks the poller: the loop closes it, every channel on it gets {@link dev.sluice.transport.Ready#LOST} and ends
 * with that cause, and the selector restarts with a new one.
 *
 * <p><b>The end of a channel.</b> Its registration is cancelled and its handle closed in the same breath; the descriptor is free
 * when the poller has flushed the key in a later turn. Until then the channel's actor holds its stop, and only then it tells
 * anybody that it is closed: so a port can be bound again, and a descriptor counted, at once.
 */
package dev.sluice.transport;
