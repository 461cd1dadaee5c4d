package dev.sluice.udp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.Set;

/** A channel that joins all groups, and fails to leave any. */
final class UnwillingChannel extends DatagramChannel {
    private final DatagramChannel inner;

    UnwillingChannel(DatagramChannel inner) {
        super(inner.provider());
        this.inner = inner;
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface some) {
        return new MembershipKey() {
            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public void drop() {
                throw new AssertionError(new IOException("No such device"));
            }

            @Override
            public MembershipKey block(InetAddress source) {
                throw new UnsupportedOperationException();
            }

            @Override
            public MembershipKey unblock(InetAddress source) {
                throw new UnsupportedOperationException();
            }

            @Override
            public UnwillingChannel channel() {
                return UnwillingChannel.this;
            }

            @Override
            public InetAddress group() {
                return group;
            }

            @Override
            public NetworkInterface networkInterface() {
                return some;
            }

            @Override
            public InetAddress sourceAddress() {
                return null;
            }
        };
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface some, InetAddress source) {
        return join(group, some);
    }

    // ---- not needed ----

    @Override
    public DatagramChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramSocket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isConnected() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel connect(SocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel disconnect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress receive(ByteBuffer dst) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int send(ByteBuffer src, SocketAddress target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer dst) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer src) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] srcs, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getLocalAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        inner.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        throw new UnsupportedOperationException();
    }
}
