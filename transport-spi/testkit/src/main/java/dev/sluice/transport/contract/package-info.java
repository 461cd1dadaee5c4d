/**
 * The contract of a transport, as tests: each rule is one. An author extends a class, says how to open what is tested, and gets the
 * whole list. The tests are JUnit's; they need an engine on the class path, and no more.
 *
 * <p><b>From the bottom up.</b> What an author has written says which classes he extends; the tests of the thin side find a fault where it
 * is, those of the thick side show what users would see of it.
 *
 * <table>
 * <caption>What to extend</caption>
 * <tr><th>You have written</th><th>You extend</th><th>You say</th></tr>
 * <tr><td>a {@link dev.sluice.transport.StreamHandle}, or a {@link dev.sluice.transport.Layer}</td>
 * <td>{@link dev.sluice.transport.contract.StreamHandleContract}: the bare handle;
 * {@link dev.sluice.transport.contract.StreamContract}: a connection on it;
 * {@link dev.sluice.transport.contract.HistoriesContract}: thousands of random lives of such connections</td>
 * <td>how to open a pair of ends; the peer is a handle, or for connections a {@link dev.sluice.transport.testkit.Peer}</td></tr>
 * <tr><td>a {@link dev.sluice.transport.ListenerHandle}</td>
 * <td>{@link dev.sluice.transport.contract.ListenerHandleContract}</td>
 * <td>how to listen, and how to connect to that</td></tr>
 * <tr><td>a {@link dev.sluice.transport.DatagramHandle}, or one that wraps another</td>
 * <td>{@link dev.sluice.transport.contract.DatagramHandleContract}: the bare handle;
 * {@link dev.sluice.transport.contract.DatagramContract}: an endpoint on it;
 * {@link dev.sluice.transport.contract.DatagramHistoriesContract}: thousands of random lives of such endpoints</td>
 * <td>how to open a socket at an address, connected or not</td></tr>
 * <tr><td>a {@link dev.sluice.transport.ChannelPoller}, or what drives {@link dev.sluice.transport.NioPoller} by a selector that is not
 * the JDK's</td>
 * <td>{@link dev.sluice.transport.contract.PollerContract}</td>
 * <td>how to make it, and something that it watches</td></tr>
 * <tr><td>messages of your own to bind and connect</td>
 * <td>{@link dev.sluice.transport.contract.ConnectionContract}, or {@link dev.sluice.transport.contract.EndpointContract}: the same
 * tests as above, with a connection or an endpoint that came about in your way</td>
 * <td>how to open one in an actor system</td></tr>
 * </table>
 *
 * {@snippet :
 * class MyStreamTest extends StreamContract {
 *     @Override
 *     protected Line line() throws IOException {
 *         MyPair pair = MyPair.open();
 *         return new Line(() -> new MyStream(pair.ours()), new SocketPeer(pair.theirs()));
 *     }
 * }
 *
 * class MyStreamHandleTest extends StreamHandleContract {
 *     @Override
 *     protected Pair pair() throws IOException {
 *         MyPair pair = MyPair.open();
 *         return new Pair(new MyStream(pair.ours()), new MyStream(pair.theirs()));
 *     }
 * }
 *
 * class MyDatagramHandleTest extends DatagramHandleContract {
 *     @Override
 *     protected DatagramHandle socket(SocketAddress local, SocketAddress remote) throws IOException {
 *         return new MyDatagram(local == null ? MyAddress.ANY : local, remote);
 *     }
 * }
 * }
 *
 * <p><b>What else can be said.</b> Each class has methods with defaults: {@code poller()} if {@link dev.sluice.transport.NioPoller} doesn't
 * know the handles; {@code layer()} or {@code wrapped()} for what wraps others; {@code capacity()} so that a writer can be seen blocked with
 * less; {@code knowsReset()} and {@code tellsUnreachable()} for transports that have nothing like it; {@code ended()}, called after each
 * test, which is the moment to look for descriptors that were left open.
 *
 * <p><b>Faults.</b> The same tests run once more with a plan of rude faults between handle and connection: by {@link
 * dev.sluice.transport.testkit.Faults} as {@code layer()}, or {@link dev.sluice.transport.testkit.DatagramFaults} as {@code wrapped()}.
 * They must have the same results.
 *
 * <p><b>Histories.</b> Each is random, and follows from its seed: one that fails tells its seed, and is run again by {@code
 * -Dsluice.seed=...}; {@code -Dsluice.histories=...} says how many are run.
 */
package dev.sluice.transport.contract;
