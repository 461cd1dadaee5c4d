package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.transport.Ready;
import java.io.IOException;
import java.net.BindException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryDatagramTest {
    private static final MemoryAddress HERE = new MemoryAddress("here");
    private static final MemoryAddress THERE = new MemoryAddress("there");

    private final MemoryNetwork network = new MemoryNetwork(3);

    private static int receive(MemoryDatagram socket) throws IOException {
        return socket.receive(ByteBuffer.allocate(100), 100, 10, (data, sender, isTruncated) -> {});
    }

    @Test
    void shouldDropAndCountWhatItHasNoRoomFor() throws IOException {
        MemoryDatagram receiver = network.bind(HERE);
        MemoryDatagram sender = network.bind(null);
        for (int i = 0; i < 5; i++) {
            sender.send(Numbers.to(HERE, i));
        }

        assertEquals(3, receiver.waiting());
        assertEquals(2, receiver.dropped());
        assertEquals(3, receive(receiver));
        assertEquals(0, sender.dropped());
    }

    @Test
    void shouldLetNobodyBindWhereSomebodyIs() throws IOException {
        MemoryDatagram first = network.bind(HERE);
        assertThrows(BindException.class, () -> network.bind(HERE));
        assertThrows(BindException.class, () -> network.connect(HERE, THERE));
        assertEquals(1, network.open());
        first.close();

        network.bind(HERE).close();
        assertEquals(0, network.open());
    }

    @Test
    void shouldTellAConnectedSenderOnceThatNobodyIsThere() throws IOException {
        MemoryDatagram sender = network.connect(HERE, THERE);
        sender.send(Numbers.to(null, 1));
        sender.send(Numbers.to(null, 2));

        assertEquals(Ready.READ | Ready.WRITE, sender.ready());
        assertThrows(PortUnreachableException.class, () -> receive(sender));
        assertEquals(Ready.WRITE, sender.ready());
        assertEquals(0, receive(sender));
    }

    @Test
    void shouldTellAnUnconnectedSenderNothing() throws IOException {
        MemoryDatagram sender = network.bind(HERE);
        sender.send(Numbers.to(THERE, 1));

        assertEquals(0, receive(sender));
    }

    @Test
    void shouldTakeNothingWhileItIsBlocked() throws IOException {
        int[] changes = {0};
        MemoryDatagram sender = network.bind(HERE);
        sender.watch(() -> changes[0]++);
        sender.block(true);

        assertEquals(0, sender.send(Numbers.to(HERE, 1)));
        assertEquals(0, sender.ready());
        sender.block(false);
        assertEquals(Ready.WRITE, sender.ready());
        assertEquals(2, changes[0]);
    }

    @Test
    void shouldRefuseAllWhenItIsClosed() throws IOException {
        MemoryDatagram socket = network.bind(HERE);
        socket.send(Numbers.to(HERE, 1));
        socket.close();

        assertThrows(ClosedChannelException.class, () -> receive(socket));
        assertThrows(ClosedChannelException.class, () -> socket.send(Numbers.to(THERE, 1)));
        assertEquals(0, socket.ready());
        assertEquals(0, socket.waiting());
    }

    @Test
    void shouldNotHaveRoomForNothing() {
        assertThrows(IllegalArgumentException.class, () -> new MemoryNetwork(0));
    }

    @Test
    void shouldCountTheSocketsThatNobodyNames() throws IOException {
        List<MemoryAddress> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(network.bind(null).localAddress());
        }

        assertEquals(3, all.stream().distinct().count());
        assertEquals(3, network.open());
    }
}
