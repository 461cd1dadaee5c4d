/**
 * UDP sockets.
 *
 * <p>The shortest way needs no protocol but that of {@link dev.sluice.io.Endpoint}, which handlers speak over every transport of
 * datagrams:
 *
 * {@snippet :
 * Udp.bind(system, new InetSocketAddress("127.0.0.1", 7000), (ctx, endpoint) -> event -> {
 *     if (event instanceof Received(var data, var sender)) {
 *         endpoint.tell(new Send(data, sender));
 *     }
 * });
 * }
 *
 * An actor that binds or connects itself talks to the manager, {@link dev.sluice.udp.Udp#get}:
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>message</th><th>from</th><th>to</th><th>what follows</th></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Bind Bind}</td><td>anybody</td><td>manager</td><td>Bound or CommandFailed</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Bound Bound}</td><td>bind</td><td>binder</td><td>it sends {@link
 * dev.sluice.io.Endpoint.Register Register} to each endpoint; Unbound once, some day</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Unbind Unbind}</td><td>anybody</td><td>bind</td><td>Unbound</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Unbound Unbound}</td><td>bind</td><td>binder; who sent Unbind</td><td>nothing: the address is
 * free</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Connect Connect}</td><td>anybody</td><td>manager</td><td>Connected or CommandFailed</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Connected Connected}</td><td>endpoint</td><td>connector</td><td>it sends Register; Disconnected
 * once, some day</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Disconnected Disconnected}</td><td>endpoint</td><td>connector</td><td>nothing</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.OpenSender OpenSender}</td><td>anybody</td><td>manager</td><td>SenderOpened or
 * CommandFailed</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.SenderOpened SenderOpened}</td><td>endpoint</td><td>who asked</td><td>it sends {@link
 * dev.sluice.io.Endpoint.Send Send}; SenderClosed once, some day</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.SenderClosed SenderClosed}</td><td>endpoint</td><td>who asked</td><td>nothing</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.CommandFailed CommandFailed}</td><td>whoever failed</td><td>who sent the
 * command</td><td>nothing: nothing is left of it</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.Join Join}, {@link dev.sluice.udp.Udp.Leave Leave}</td><td>anybody</td><td>endpoint</td><td>its
 * ack, if there is one; {@link dev.sluice.io.Endpoint.CommandFailed} to the ack or the handler</td></tr>
 * <tr><td>{@link dev.sluice.io.SocketOptions.Get}, {@link dev.sluice.io.SocketOptions.Set}</td><td>anybody</td><td>endpoint</td><td>{@link
 * dev.sluice.io.SocketOptions.Effective} to who asks; a CommandFailed to the handler</td></tr>
 * <tr><td>{@link dev.sluice.udp.Udp.InspectSelectors InspectSelectors}</td><td>anybody</td><td>manager</td><td>Inspected, once for
 * each loop</td></tr>
 * </table>
 *
 * <p><b>Who lives with whom.</b> A bind ends with its binder, and with any of its endpoints. A connected endpoint without a handler, and a
 * sender, end with whoever was told of them; an endpoint that has a handler ends with the handler. If the manager or a selector fails,
 * what it had ends, and everybody is told with a cause; the manager's ref stays good.
 *
 * <p><b>Limits.</b> {@link dev.sluice.udp.UdpSettings#maxEndpoints} counts sockets. Above it, a command fails with a {@link
 * dev.sluice.transport.CapacityException}. An endpoint's limits are those of {@link dev.sluice.io.EndpointSettings}.
 */
package dev.sluice.udp;
