package dev.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Tells one connection's story in TCP packets: handshake, data, ends, with the sequence numbers that they would have had. */
final class PcapStream extends TapStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final PcapFile file;
    private final int number;
    /** Who comes from a listener knows its own address at once, and was called by its peer. */
    private final boolean isAccepted;
    /** Null until the stream is open. */
    private PcapEnds ends;
    private int sentUpTo;
    private int receivedUpTo;
    private boolean outputHasEnded;
    private boolean inputHasEnded;
    private boolean isReset;

    PcapStream(StreamHandle inner, PcapFile file, int number) {
        super(inner);
        this.file = file;
        this.number = number;
        this.isAccepted = inner.localAddress() != null;
    }

    @Override
    boolean isOn() {
        return true;
    }

    /** Sequence numbers begin anywhere, so that two connections of the same addresses are told apart. */
    @Override
    void opened() {
        ends = PcapEnds.of(localAddress(), remoteAddress(), number);
        sentUpTo = (int) System.nanoTime();
        receivedUpTo = ~sentUpTo;
        boolean caller = !isAccepted;
        file.add(packet(caller, TcpPacket.SYN, NOTHING).withoutAck());
        move(caller, 1);
        add(!caller, TcpPacket.SYN | TcpPacket.ACK);
        move(!caller, 1);
        add(caller, TcpPacket.ACK);
    }

    @Override
    void received(ByteBuffer bytes) {
        data(false, bytes);
    }

    @Override
    void sent(ByteBuffer bytes, int offered) {
        data(true, bytes);
    }

    private void data(boolean ours, ByteBuffer bytes) {
        for (int from = bytes.position(); from < bytes.limit() && isTold(); from += TcpPacket.MAX_PAYLOAD) {
            int length = Math.min(TcpPacket.MAX_PAYLOAD, bytes.limit() - from);
            file.add(packet(ours, TcpPacket.PSH | TcpPacket.ACK, bytes.slice(from, length)));
            move(ours, length);
        }
    }

    @Override
    void inputEnded() {
        if (isTold() && !inputHasEnded) {
            inputHasEnded = true;
            end(false);
        }
    }

    @Override
    void outputEnded() {
        if (isTold() && !outputHasEnded) {
            outputHasEnded = true;
            end(true);
        }
    }

    private void end(boolean ours) {
        add(ours, TcpPacket.FIN | TcpPacket.ACK);
        move(ours, 1);
        add(!ours, TcpPacket.ACK);
    }

    @Override
    void failed(IOException cause) {
        reset(false);
    }

    @Override
    void aborted() {
        reset(true);
    }

    private void reset(boolean ours) {
        if (isTold()) {
            add(ours, TcpPacket.RST | TcpPacket.ACK);
            isReset = true;
        }
    }

    @Override
    void closed() {
        outputEnded();
    }

    private boolean isTold() {
        return ends != null && !isReset;
    }

    private void add(boolean ours, int flags) {
        file.add(packet(ours, flags, NOTHING));
    }

    private TcpPacket packet(boolean ours, int flags, ByteBuffer payload) {
        return ours
            ? new TcpPacket(ends, flags, sentUpTo, receivedUpTo, payload)
            : new TcpPacket(ends.reversed(), flags, receivedUpTo, sentUpTo, payload);
    }

    private void move(boolean ours, int count) {
        if (ours) {
            sentUpTo += count;
        } else {
            receivedUpTo += count;
        }
    }
}
