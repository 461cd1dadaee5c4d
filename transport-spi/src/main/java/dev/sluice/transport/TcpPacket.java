package dev.sluice.transport;

import java.nio.ByteBuffer;

/** A packet of TCP over IPv4 or IPv6. The payload is lent until it is encoded. */
record TcpPacket(PcapEnds ends, int flags, int sequence, int acknowledged, ByteBuffer payload) {
    static final int FIN = 1;
    static final int SYN = 1 << 1;
    static final int RST = 1 << 2;
    static final int PSH = 1 << 3;
    static final int ACK = 1 << 4;

    private static final int V4_HEADER = 20;
    private static final int V6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final int SYN_OPTIONS = 8;
    /** Readers of capture files need not take longer ones. */
    static final int MAX_LENGTH = 65_535;
    static final int MAX_PAYLOAD = MAX_LENGTH - V6_HEADER - TCP_HEADER;

    private static final byte PROTOCOL = 6;
    private static final byte HOPS = 64;
    private static final short DONT_FRAGMENT = 0x4000;
    private static final short WINDOW = (short) 0xffff;
    /** A window of 1 GiB, so that nobody finds it exceeded. */
    private static final byte WINDOW_SCALE = 14;

    TcpPacket withoutAck() {
        return new TcpPacket(ends, flags, sequence, 0, payload);
    }

    private int tcpHeader() {
        return (flags & SYN) == 0 ? TCP_HEADER : TCP_HEADER + SYN_OPTIONS;
    }

    private int segment() {
        return tcpHeader() + payload.remaining();
    }

    int length() {
        return (ends.areV6() ? V6_HEADER : V4_HEADER) + segment();
    }

    /** Puts so many bytes of it, at least all headers, with checksums of zero. */
    void encode(ByteBuffer target, int kept) {
        int end = target.position() + kept;
        if (ends.areV6()) {
            putV6(target);
        } else {
            putV4(target);
        }
        putTcp(target);
        int count = end - target.position();
        target.put(target.position(), payload, payload.position(), count).position(end);
    }

    private void putV4(ByteBuffer target) {
        target.putShort((short) 0x4500).putShort((short) length()).putShort((short) 0).putShort(DONT_FRAGMENT)
            .put(HOPS).put(PROTOCOL).putShort((short) 0).put(ends.from()).put(ends.to());
    }

    private void putV6(ByteBuffer target) {
        target.putInt(0x6000_0000).putShort((short) segment()).put(PROTOCOL).put(HOPS).put(ends.from()).put(ends.to());
    }

    private void putTcp(ByteBuffer target) {
        target.putShort((short) ends.fromPort()).putShort((short) ends.toPort()).putInt(sequence).putInt(acknowledged)
            .put((byte) (tcpHeader() / 4 << 4)).put((byte) flags).putShort(WINDOW).putInt(0);
        if ((flags & SYN) != 0) {
            target.put((byte) 2).put((byte) 4).putShort((short) MAX_PAYLOAD); // the greatest segment
            target.put((byte) 1).put((byte) 3).put((byte) 3).put(WINDOW_SCALE);
        }
    }

    // ---- checksums ----

    /** Of a packet that was cut off, only the header can have one. */
    static void fillInChecksums(ByteBuffer packet, boolean isWhole) {
        boolean isV6 = packet.get(0) >> 4 == 6;
        if (!isV6) {
            packet.putShort(10, folded(sum(packet, 0, V4_HEADER)));
        }
        if (isWhole) {
            int header = isV6 ? V6_HEADER : V4_HEADER;
            int addresses = isV6 ? 8 : 12;
            long sum = sum(packet, addresses, header) + PROTOCOL + packet.limit() - header;
            packet.putShort(header + 16, folded(sum + sum(packet, header, packet.limit())));
        }
    }

    private static long sum(ByteBuffer packet, int from, int to) {
        long sum = 0;
        int at = from;
        for (; at < to - 1; at += 2) {
            sum += packet.getShort(at) & 0xffff;
        }
        return at < to ? sum + ((packet.get(at) & 0xff) << 8) : sum;
    }

    private static short folded(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded >> 16) + (folded & 0xffff);
        }
        return (short) ~folded;
    }
}
