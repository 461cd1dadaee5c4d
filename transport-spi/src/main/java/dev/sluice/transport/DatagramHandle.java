package dev.sluice.transport;

import dev.sluice.io.Endpoint;
import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A non-blocking datagram socket: the thin side of the SPI. All the rest (queue, back-pressure, acks, look-up of names, events) stands
 * on top of it once, in {@link DatagramEndpoint}.
 *
 * <p>All methods are called on the thread of the endpoint's loop, from {@link #attach} on; the {@link Signal} given there may be raised
 * from any thread. None may block. Datagrams come and go in batches, so that a handle can move several by one system call.
 */
public interface DatagramHandle {
    /** Takes what is received. */
    @FunctionalInterface
    interface Receiver {
        /**
         * A datagram has come.
         *
         * @param data from its position to its limit; lent for the time of this call
         * @param sender who sent it
         * @param isTruncated whether it was longer than what is given here
         */
        void received(ByteBuffer data, SocketAddress sender, boolean isTruncated);
    }

    /** What is to be sent, in order. */
    interface Batch {
        /** {@return how many datagrams there are} */
        int size();

        /**
         * What a datagram carries.
         *
         * @param index from 0 on
         * @return lent for the time of {@link DatagramHandle#send}; may be empty
         */
        ByteBuffer data(int index);

        /**
         * Where a datagram goes to.
         *
         * @param index from 0 on
         * @return resolved; null = the peer that the handle is connected to
         */
        SocketAddress target(int index);

        /**
         * Tells that a datagram can't be sent. It counts as dealt with.
         *
         * @param index from 0 on
         * @param cause why
         */
        void failed(int index, IOException cause);

        /**
         * Tells what the network has reported while something was sent, and what is not about it: usually that an earlier datagram
         * could not be delivered, with a {@link java.net.PortUnreachableException}. Nothing counts as dealt with by that.
         *
         * @param cause what was reported
         */
        default void reported(IOException cause) {}
    }

    /**
     * Takes the handle's first step on its loop.
     *
     * @param signal to be raised with {@link Ready#HANDLE}, from any thread, when the handle can go on without its poller
     */
    default void attach(Signal signal) {}

    /**
     * Receives what is there.
     *
     * @param scratch the loop's, cleared: room for one datagram of the greatest length, or several; keep nothing of it
     * @param longest how many bytes of a datagram are wanted: of a longer one only so many are given, and it is truncated. A handle that
     *        can't see the length of what didn't fit receives into more room than that
     * @param count how many datagrams at the most
     * @param receiver is given each
     * @return how many came; less than {@code count} = there are no more now
     * @throws IOException what the network reports, such as {@link java.net.PortUnreachableException}; the handle is still good, and is
     *         asked again. Or the handle is broken: then it is a {@link java.nio.channels.ClosedChannelException}, or it comes again and
     *         again, and the endpoint ends
     */
    int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) throws IOException;

    /**
     * Sends what can be taken now, in order. One that can't be sent doesn't stop the others.
     *
     * @param batch keep nothing of it
     * @return with how many, from the first on, it has dealt: they are taken by the kernel, or {@linkplain Batch#failed failed}. The
     *         endpoint waits for {@link Ready#WRITE} if that was less than there were. An empty datagram is one too
     * @throws IOException if the handle is broken, and the endpoint must end
     */
    int send(Batch batch) throws IOException;

    /**
     * Carries out a command that this kind of socket adds to the protocol, such as to join a group.
     *
     * @param command what the endpoint was told
     * @param handler told what comes of it, if the command doesn't say otherwise
     * @return false if the handle doesn't know it: the handler gets an {@link Endpoint.CommandFailed}
     * @throws IOException the command fails with this; the endpoint lives on
     */
    default boolean on(Endpoint.Extension command, Consumer<? super Endpoint.Event> handler) throws IOException {
        return false;
    }

    /**
     * Translates an interest into what the poller must watch.
     *
     * @param wanted bits of {@link Ready}: what the endpoint wants to do next
     * @return bits of {@link Ready} for the poller
     */
    default int watched(int wanted) {
        return wanted;
    }

    /**
     * Whether {@link #receive} would give something although the poller may see nothing.
     *
     * @return true if so
     */
    default boolean hasInput() {
        return false;
    }

    /**
     * How many datagrams the kernel has dropped because nobody took them out of its buffer.
     *
     * @return -1 = it can't tell
     */
    default long dropped() {
        return -1;
    }

    /**
     * The options that the socket has, and their values.
     *
     * @return none if it has no options
     */
    SocketOptions.Effective options();

    /**
     * Closes. Comes last, once, and in any state; the poller's registration is cancelled at the same moment, and the descriptor is free
     * when that has been flushed.
     *
     * @throws IOException is logged
     */
    void close() throws IOException;

    /**
     * What the poller knows this socket by; for the NIO poller an {@link NioPoller.Source}.
     *
     * @return usually {@code this}, or that of the wrapped handle
     */
    Object source();

    /**
     * This side's address.
     *
     * @return null if there is none
     */
    SocketAddress localAddress();

    /**
     * The peer's address.
     *
     * @return null if the socket is not connected
     */
    SocketAddress remoteAddress();
}
