/**
 * TCP servers and clients.
 *
 * <p>The shortest way needs no protocol but that of {@link dev.sluice.io.Connection}, which handlers speak over every transport:
 *
 * {@snippet :
 * Tcp.bind(system, new InetSocketAddress("127.0.0.1", 7000), (ctx, connection) -> event -> {
 *     if (event instanceof Received(var data)) {
 *         connection.tell(new Write(data));
 *     }
 * });
 * }
 *
 * An actor that binds or connects itself talks to the manager, {@link dev.sluice.tcp.Tcp#get}:
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>message</th><th>from</th><th>to</th><th>what follows</th></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Bind Bind}</td><td>anybody</td><td>manager</td><td>Bound or CommandFailed</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Bound Bound}</td><td>listener</td><td>binder</td><td>once for each Bind; Unbound once, some
 * day</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Connect Connect}</td><td>anybody</td><td>manager</td><td>Connected or CommandFailed</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.CancelConnect CancelConnect}</td><td>anybody</td><td>manager</td><td>CommandFailed, for the
 * Connect; nothing if that is answered already</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Connected Connected}</td><td>connection</td><td>connector; binder, if it gave no
 * handlers</td><td>it sends Register, unless it gave handlers</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.CommandFailed CommandFailed}</td><td>whoever failed</td><td>who sent the
 * command</td><td>nothing: nothing is left of it</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.HandlerFailed HandlerFailed}</td><td>connection</td><td>binder, connector</td><td>the
 * connection is closed; aborted, if nobody registered or no handler could be made</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.InspectSelectors InspectSelectors}</td><td>anybody</td><td>manager</td><td>Inspected, once for
 * each loop</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.GetOptions GetOptions}</td><td>anybody</td><td>listener</td><td>{@link
 * dev.sluice.io.SocketOptions.Effective}</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.AcceptPaused AcceptPaused}</td><td>listener</td><td>binder</td><td>AcceptResumed, or
 * Unbound</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.AcceptResumed AcceptResumed}</td><td>listener</td><td>binder</td><td></td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Accept Accept}, {@link dev.sluice.tcp.Tcp.SuspendAccepting SuspendAccepting}, {@link
 * dev.sluice.tcp.Tcp.ResumeAccepting ResumeAccepting}</td><td>anybody</td><td>listener</td><td></td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Inspect Inspect}</td><td>anybody</td><td>listener</td><td>{@link
 * dev.sluice.transport.ListenerFigures ListenerFigures}</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Drain Drain}</td><td>anybody</td><td>listener</td><td>{@link dev.sluice.transport.Draining
 * Draining} to each handler; Unbound; Drained</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Drained Drained}</td><td>listener</td><td>who sent Drain</td><td>nothing: all connections have
 * ended</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Unbind Unbind}</td><td>anybody</td><td>listener</td><td>Unbound</td></tr>
 * <tr><td>{@link dev.sluice.tcp.Tcp.Unbound Unbound}</td><td>listener</td><td>binder; who sent Unbind</td><td>nothing: the address
 * is free</td></tr>
 * </table>
 *
 * <p><b>Who lives with whom.</b> A listener ends with its binder. A connection without a handler ends with whoever was told of it;
 * one that has a handler ends with the handler, and outlives its listener. If the manager or a selector fails, what it had ends,
 * and everybody is told with a cause; the manager's ref stays good.
 *
 * <p><b>Limits.</b> {@link dev.sluice.tcp.TcpSettings#maxConnections} counts accepted and opened connections together; {@link
 * dev.sluice.transport.AcceptSettings} has limits of one bind. At a limit, those who want in wait in the kernel's backlog, the binder is
 * told, and a Connect fails with a {@link dev.sluice.transport.CapacityException}.
 *
 * <p><b>The system's end.</b> Listeners are unbound first of all; with {@link dev.sluice.transport.AcceptSettings#finishWithin} their
 * connections are drained next; only then actors are stopped.
 */
package dev.sluice.tcp;
