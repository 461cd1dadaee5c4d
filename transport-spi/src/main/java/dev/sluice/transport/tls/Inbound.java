package dev.sluice.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Opens what has come, as far as there is room for it. */
final class Inbound {
    private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);
    /** So often a read reads below: records that give no bytes must not come without an end. What is there still, the poller tells. */
    private static final int READS = 4;

    private final SSLEngine engine;
    private final Records records;
    private final Outbound out;
    private final Tasks tasks;
    private final boolean requiresCloseNotify;
    /** What was opened, and the reader had no room for; null = nothing. */
    private ByteBuffer rest;
    /** What went wrong behind bytes that had been opened before; null = nothing. */
    private IOException failure;
    private boolean renegotiable;
    private boolean endIsTold;

    Inbound(SSLEngine engine, Records records, Outbound out, Tasks tasks, boolean requiresCloseNotify) {
        this.engine = engine;
        this.records = records;
        this.out = out;
        this.tasks = tasks;
        this.requiresCloseNotify = requiresCloseNotify;
    }

    // ---- the handshake ----

    /** Goes on by one record. False if it has not come whole, or if it gives work to do elsewhere. */
    boolean shakeOnce() throws IOException {
        records.begin();
        try {
            while (!records.hasRecord()) {
                requireTls();
                if (!records.read(Records.LARGEST)) {
                    requireNotEnded();
                    return false;
                }
            }
            requireTls();
            if (!open(NOWHERE)) {
                throw new SSLException("the peer sends data before the handshake is done");
            }
            return !tasks.isRunning(); // the engine would keep the loop waiting
        } finally {
            records.end();
        }
    }

    private void requireTls() throws SSLException {
        if (!records.mayBeTls()) {
            throw new SSLException("the peer doesn't speak TLS, it began with \"" + records.begins() + "\"");
        }
    }

    private void requireNotEnded() throws SSLException {
        if (records.hasEnded()) {
            throw new SSLException("the peer has closed the connection before the handshake was done");
        }
    }

    /** The handshake is done. */
    void opened() {
        renegotiable = !"TLSv1.3".equals(engine.getSession().getProtocol());
    }

    // ---- reading ----

    /** Whether a read would find something, or get on, although nothing comes from below. */
    boolean hasInput() {
        return rest != null || failure != null || !endIsTold && (isAtEnd() || !isHeldUp() && records.hasRecord());
    }

    /** Nothing that is below is of interest any more. */
    boolean hasEnded() {
        return failure != null || engine.isInboundDone();
    }

    /** As long as this is true, nothing can be opened; when it has changed, the handle is signalled, or there is room below. */
    boolean isHeldUp() {
        return tasks.isRunning() || out.isChoked();
    }

    private boolean isAtEnd() {
        return rest == null && (engine.isInboundDone() || records.hasEnded() && !records.hasRecord());
    }

    int read(ByteBuffer target) throws IOException {
        int from = target.position();
        giveRest(target);
        if (rest == null && !endIsTold) {
            requireNoFailure();
            openUnlessItFails(target);
        }
        int read = target.position() - from;
        return read == 0 && isAtEnd() ? tellEnd() : read;
    }

    private void requireNoFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** What was opened before it failed is given first. */
    private void openUnlessItFails(ByteBuffer target) throws IOException {
        int from = target.position();
        records.begin();
        try {
            openAll(target);
        } catch (IOException e) {
            failure = e;
        } finally {
            records.end();
        }
        if (target.position() == from) {
            requireNoFailure();
        }
    }

    private void giveRest(ByteBuffer target) {
        if (rest != null) {
            int count = Math.min(rest.remaining(), target.remaining());
            target.put(target.position(), rest, rest.position(), count).position(target.position() + count);
            rest.position(rest.position() + count);
            rest = rest.hasRemaining() ? rest : null;
        }
    }

    private void openAll(ByteBuffer target) throws IOException {
        int from = target.position();
        boolean goesOn = true;
        int reads = 0;
        while (goesOn && target.hasRemaining() && !isHeldUp() && !engine.isInboundDone()) {
            if (!records.hasRecord()) {
                goesOn = !records.hasEnded() && reads++ < READS
                    && records.read(Math.max(target.remaining(), Records.LARGEST));
            } else if (!open(target)) {
                goesOn = false;
                if (target.position() == from) {
                    openBesides(target);
                }
            }
        }
    }

    /** The target has no room for the next record. */
    private void openBesides(ByteBuffer target) throws IOException {
        ByteBuffer opened = ByteBuffer.allocate(records.length());
        if (!open(opened)) {
            opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
            if (!open(opened)) {
                throw new SSLException("a record is larger than " + opened.capacity() + " bytes");
            }
        }
        rest = opened.flip();
        giveRest(target);
    }

    /** Only a close_notify says that the peer has sent all: anybody can end what is below. */
    private int tellEnd() throws SSLException {
        if (!engine.isInboundDone() && (requiresCloseNotify || !records.isEmpty())) {
            throw new SSLException("truncated: the connection has ended without a close_notify");
        }
        endIsTold = true;
        return -1;
    }

    int heldBytes() {
        return records.heldBytes() + (rest == null ? 0 : rest.capacity());
    }

    // ---- one record ----

    /** False if there is too little room. */
    private boolean open(ByteBuffer target) throws IOException {
        refuseRenegotiation();
        SSLEngineResult result = engine.unwrap(records.bytes(), target);
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW -> {
                return false;
            }
            case BUFFER_UNDERFLOW -> records.wantsMore();
            default -> answer(result.getHandshakeStatus());
        }
        return true;
    }

    /** The handshake does that itself. */
    private void answer(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            tasks.done();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            out.speak();
        }
    }

    /** In TLS 1.3 there is none, and what looks like handshake is wrapped up. */
    private void refuseRenegotiation() throws SSLException {
        if (renegotiable && records.type() == Records.HANDSHAKE) {
            throw new SSLException("the peer wants to renegotiate, which is refused");
        }
    }
}
