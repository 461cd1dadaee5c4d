package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A capture file, read as the formats say: pcap, IP, TCP. Whatever is not as it should be fails the test. */
record Capture(int snapLength, List<Packet> packets) {
    record Packet(long micros, int length, InetSocketAddress from, InetSocketAddress to, String flags, int sequence,
        int acknowledged, byte[] payload) {}

    private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK"};

    static Capture read(Path file) throws IOException {
        return read(Files.readAllBytes(file));
    }

    static Capture read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        assertEquals(0xa1b2c3d4, in.getInt());
        assertEquals(2, in.getShort());
        assertEquals(4, in.getShort());
        assertEquals(0, in.getLong());
        int snapLength = in.getInt();
        assertEquals(101, in.getInt(), "raw IP");
        List<Packet> packets = new ArrayList<>();
        while (in.hasRemaining()) {
            packets.add(packet(in, snapLength));
        }
        return new Capture(snapLength, packets);
    }

    private static Packet packet(ByteBuffer in, int snapLength) {
        long micros = in.getInt() * 1_000_000L + in.getInt();
        int kept = in.getInt();
        int length = in.getInt();
        assertEquals(Math.min(length, snapLength), kept);
        ByteBuffer packet = in.slice(in.position(), kept);
        in.position(in.position() + kept);
        return packet.get(0) >> 4 == 6 ? v6(micros, length, packet) : v4(micros, length, packet);
    }

    private static Packet v4(long micros, int length, ByteBuffer packet) {
        assertEquals(0x45, packet.get(0));
        assertEquals(length, packet.getShort(2) & 0xffff);
        assertEquals(6, packet.get(9));
        assertEquals(0xffff, sum(packet, 0, 20), "checksum of the header");
        return tcp(micros, length, packet, 20, address(packet, 12, 4), address(packet, 16, 4));
    }

    private static Packet v6(long micros, int length, ByteBuffer packet) {
        assertEquals(length - 40, packet.getShort(4) & 0xffff);
        assertEquals(6, packet.get(6));
        return tcp(micros, length, packet, 40, address(packet, 8, 16), address(packet, 24, 16));
    }

    private static Packet tcp(long micros, int length, ByteBuffer packet, int at, InetAddress from, InetAddress to) {
        if (packet.limit() == length) {
            int pseudo = at == 20 ? 12 : 8;
            int sum = sum(packet, pseudo, packet.limit()) + 6 + length - at;
            assertEquals(0xffff, (sum & 0xffff) + (sum >> 16), "checksum");
        }
        byte[] payload = new byte[packet.limit() - at - (packet.get(at + 12) >> 4) * 4];
        packet.get(packet.limit() - payload.length, payload);
        return new Packet(micros, length, new InetSocketAddress(from, packet.getShort(at) & 0xffff),
            new InetSocketAddress(to, packet.getShort(at + 2) & 0xffff), flags(packet.get(at + 13)),
            packet.getInt(at + 4), packet.getInt(at + 8), payload);
    }

    private static InetAddress address(ByteBuffer packet, int at, int size) {
        byte[] bytes = new byte[size];
        packet.get(at, bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String flags(byte bits) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < FLAGS.length; i++) {
            if ((bits >> i & 1) != 0) {
                names.add(FLAGS[i]);
            }
        }
        return String.join(" ", names);
    }

    /** The sum of ones' complements, which is all ones if it includes the right checksum. */
    private static int sum(ByteBuffer packet, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += (packet.get(i) & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return sum;
    }

    // ---- of one connection ----

    /** Its packets, seen from the one side: {@code "> SYN"} is sent, {@code "< PSH ACK 5"} is received. */
    List<String> story(InetSocketAddress ours, InetSocketAddress theirs) {
        return between(ours, theirs).stream()
            .map(packet -> (packet.from().equals(ours) ? "> " : "< ") + packet.flags()
                + (packet.payload().length == 0 ? "" : " " + packet.payload().length))
            .toList();
    }

    List<Packet> between(InetSocketAddress ours, InetSocketAddress theirs) {
        return packets.stream()
            .filter(packet -> packet.from().equals(ours) && packet.to().equals(theirs)
                || packet.from().equals(theirs) && packet.to().equals(ours))
            .toList();
    }

    /** What was sent from one side to the other, put together by the sequence numbers, which have no gap. */
    byte[] stream(InetSocketAddress from, InetSocketAddress to) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int next = 0;
        int peers = 0;
        for (Packet packet : between(from, to)) {
            if (packet.from().equals(from)) {
                assertTrue(packet.flags().contains("SYN") || packet.sequence() == next, "a gap: " + packet);
                next = packet.sequence() + advance(packet);
                all.writeBytes(packet.payload());
                assertTrue(!packet.flags().contains("ACK") || packet.acknowledged() == peers, "ack: " + packet);
            } else {
                peers = packet.sequence() + advance(packet);
            }
        }
        return all.toByteArray();
    }

    private static int advance(Packet packet) {
        return packet.payload().length + (packet.flags().matches(".*(SYN|FIN).*") ? 1 : 0);
    }

    void assertInOrderOfTime() {
        long last = 0;
        assertFalse(packets.isEmpty());
        for (Packet packet : packets) {
            assertTrue(packet.micros() >= last, packet + " comes after " + last);
            last = packet.micros();
        }
    }
}
