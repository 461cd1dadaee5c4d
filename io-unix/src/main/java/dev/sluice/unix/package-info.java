/**
 * Servers and clients over Unix domain sockets: byte streams between processes of one machine, whose address is a file.
 *
 * <p>The shortest way needs no protocol but that of {@link dev.sluice.io.Connection}, which handlers speak over every transport:
 *
 * {@snippet :
 * Unix.bind(system, Path.of("/run/echo.sock"), (ctx, connection) -> event -> {
 *     if (event instanceof Received(var data)) {
 *         connection.tell(new Write(data));
 *     }
 * });
 * }
 *
 * An actor that binds or connects itself talks to the manager, {@link dev.sluice.unix.Unix#get}:
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>message</th><th>from</th><th>to</th><th>what follows</th></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.Bind Bind}</td><td>anybody</td><td>manager</td><td>Bound or CommandFailed</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.Bound Bound}</td><td>listener</td><td>binder</td><td>once for each Bind; Unbound once, some
 * day</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.Connect Connect}</td><td>anybody</td><td>manager</td><td>Connected or
 * CommandFailed</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.Connected Connected}</td><td>connection</td><td>connector; binder, if it gave no
 * handlers</td><td>it sends Register, unless it gave handlers</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.CommandFailed CommandFailed}</td><td>whoever failed</td><td>who sent the
 * command</td><td>nothing: nothing is left of it</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.HandlerFailed HandlerFailed}</td><td>connection</td><td>binder, connector</td><td>the
 * connection is closed; aborted, if nobody registered or no handler could be made</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.AcceptPaused AcceptPaused}</td><td>listener</td><td>binder</td><td>AcceptResumed, or
 * Unbound</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.AcceptResumed AcceptResumed}</td><td>listener</td><td>binder</td><td></td></tr>
 * <tr><td>commands of {@link dev.sluice.transport.StreamBind StreamBind}</td><td>anybody</td><td>listener</td><td>as they
 * say</td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.Unbound Unbound}</td><td>listener</td><td>binder; whoever asked, as {@link
 * dev.sluice.transport.StreamListener.Unbound}</td><td></td></tr>
 * <tr><td>{@link dev.sluice.unix.Unix.GetPeer GetPeer}</td><td>anybody</td><td>connection</td><td>{@link
 * dev.sluice.unix.Unix.Peer Peer}</td></tr>
 * </table>
 *
 * <p><b>What is special.</b> There is no reset: an {@link dev.sluice.io.Connection.Abort Abort} drops what is queued here, but what the
 * kernel has taken can still be read by the peer, who then sees an end; or an error, if it had sent what was not read. A connect is
 * over at once, one way or the other. Who connects has no address, but {@linkplain dev.sluice.unix.Unix.GetPeer a user and a group}.
 */
package dev.sluice.unix;
