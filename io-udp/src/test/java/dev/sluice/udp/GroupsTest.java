package dev.sluice.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memberships, where the network doesn't do as it is told. */
class GroupsTest {
    /** An interface may be gone when its groups are left: java.nio throws an AssertionError then. */
    @Test
    void shouldFailALeaveThatTheKernelRefuses() throws IOException {
        InetAddress group = TestNames.address("239.255.77.9");
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        List<Endpoint.Event> told = new ArrayList<>();
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            Groups groups = new Groups(new UnwillingChannel(channel));
            groups.on(new Udp.Join(group, loopback), told::add);

            Udp.Leave leave = new Udp.Leave(group, loopback);
            groups.on(leave, told::add);

            Endpoint.CommandFailed failed = assertInstanceOf(Endpoint.CommandFailed.class, told.getFirst());
            assertEquals(leave, failed.command());
            assertTrue(failed.cause().getMessage().contains("239.255.77.9"), failed.cause().getMessage());
        }
    }
}
