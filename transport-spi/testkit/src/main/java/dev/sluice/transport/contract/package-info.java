/**
 * The contract of a transport, as tests: each rule is one. An author extends a class, says how to open a pair of ends, and gets the
 * whole list.
 *
 * <ul>
 * <li>{@link dev.sluice.transport.contract.StreamContract}: for whoever has written a {@link dev.sluice.transport.StreamHandle}, or a
 * {@link dev.sluice.transport.Layer}. Opens a connection on it.
 * <li>{@link dev.sluice.transport.contract.ConnectionContract}: for whoever has messages of his own to bind and connect: the same
 * tests, with a connection that came about in his way.
 * <li>{@link dev.sluice.transport.contract.PollerContract}: for whoever has written a {@link dev.sluice.transport.ChannelPoller}, or
 * drives {@link dev.sluice.transport.NioPoller} by a selector that is not the JDK's.
 * </ul>
 *
 * {@snippet :
 * class MyStreamTest extends StreamContract {
 *     @Override
 *     protected Line line() throws IOException {
 *         MyPair pair = MyPair.open();
 *         return new Line(() -> new MyStream(pair.ours()), new SocketPeer(pair.theirs()));
 *     }
 * }
 * }
 *
 * The tests are JUnit's; they need an engine on the class path, and no more.
 */
package dev.sluice.transport.contract;
