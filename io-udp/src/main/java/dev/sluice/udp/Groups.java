package dev.sluice.udp;

import dev.sluice.io.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The multicast groups of one socket. They end with it: the kernel leaves them when it is closed. */
final class Groups {
    private record Which(InetAddress group, NetworkInterface networkInterface, InetAddress source) {
        static Which of(Udp.Membership command) {
            return new Which(command.group(), command.networkInterface(), command.source());
        }

        @Override
        public String toString() {
            return group.getHostAddress() + " at " + networkInterface.getName()
                + (source == null ? "" : " with source " + source.getHostAddress());
        }
    }

    private final DatagramChannel channel;
    private final Map<Which, MembershipKey> joined = new HashMap<>();

    Groups(DatagramChannel channel) {
        this.channel = channel;
    }

    void on(Udp.Membership command, Consumer<? super Endpoint.Event> handler) {
        try {
            switch (command) {
                case Udp.Join join -> join(Which.of(join));
                case Udp.Leave leave -> leave(Which.of(leave));
            }
            if (command.ack() != null) {
                command.ack().tellDone();
            }
        } catch (IOException e) {
            tellFailed(new Endpoint.CommandFailed(command, e), command.ack(), handler);
        }
    }

    private static void tellFailed(Endpoint.CommandFailed failure, Endpoint.Ack<?> ack,
        Consumer<? super Endpoint.Event> handler) {
        if (ack == null || !ack.tellFailed(failure)) {
            handler.accept(failure);
        }
    }

    /** Joining twice is joining once. */
    private void join(Which which) throws IOException {
        try {
            joined.put(which, which.source == null
                ? channel.join(which.group, which.networkInterface)
                : channel.join(which.group, which.networkInterface, which.source));
        } catch (IOException | RuntimeException e) {
            throw new IOException("can't join " + which + ": " + e.getMessage(), e);
        }
    }

    private void leave(Which which) throws IOException {
        MembershipKey membership = joined.remove(which);
        if (membership == null) {
            throw new IOException("can't leave " + which + ": it was not joined");
        }
        try {
            membership.drop();
        } catch (AssertionError refused) { // so java.nio says that the kernel refuses it; the interface may be gone
            throw new IOException("can't leave " + which + ": " + refused.getMessage(), refused);
        }
    }
}
