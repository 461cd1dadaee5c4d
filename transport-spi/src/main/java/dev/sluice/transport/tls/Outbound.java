package dev.sluice.transport.tls;

import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Seals what is written, and what the engine has to say itself, and hands it down.
 *
 * <p>What is sealed can't be taken back, but whoever writes shall hear that it was taken only when it was taken below. So as long as
 * some of it waits here, the last byte that was sealed counts as not written: it is offered again, and then only counted.
 */
final class Outbound {
    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};

    private final StreamHandle inner;
    private final SSLEngine engine;
    private final Scratch scratch;
    /** What is sealed and not taken below; null = nothing. */
    private ByteBuffer waiting;
    private boolean holdsByte;
    private boolean ending;

    Outbound(StreamHandle inner, SSLEngine engine, Scratch scratch) {
        this.inner = inner;
        this.engine = engine;
        this.scratch = scratch;
    }

    /** Something waits to be taken below. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** The engine must say something before it hears more, and can't: so nobody can make it pile up answers. */
    boolean isChoked() {
        return waiting != null && wantsWrap();
    }

    private boolean wantsWrap() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    /** True if nothing waits any more. */
    boolean flush() throws IOException {
        if (waiting != null) {
            inner.write(waiting);
            waiting = waiting.hasRemaining() ? waiting : null;
        }
        return waiting == null;
    }

    // ---- what the engine has to say ----

    /** Says what the engine wants to say, as far as it is taken below. True if there is no more of it. */
    boolean speak() throws IOException {
        while (flush() && wantsWrap()) {
            if (!wrapOnce(NOTHING)) {
                return true;
            }
        }
        return waiting == null;
    }

    /** False if there was nothing. */
    private boolean wrapOnce(ByteBuffer[] sources) throws IOException {
        ByteBuffer room = scratch.take();
        try {
            while (hasRoom(room) && wantsWrap() && wrap(sources, 1, room).bytesProduced() > 0) {
                // several records leave together
            }
            boolean any = room.position() > 0;
            send(room.flip());
            return any;
        } finally {
            scratch.giveBack(room);
        }
    }

    /** Ends the output in order. True once that is done. */
    boolean end() throws IOException {
        if (!ending && !flush()) {
            return false;
        }
        if (!ending) {
            ending = true;
            engine.closeOutbound();
        }
        try {
            return speak() && inner.endOutput();
        } catch (IOException e) {
            return ifNobodyIsThere(e);
        }
    }

    /** A peer that has ended in order may have closed, and needs no close_notify any more. What was written had left before. */
    private boolean ifNobodyIsThere(IOException cause) throws IOException {
        if (engine.isInboundDone()) {
            return true;
        }
        throw cause;
    }

    /** Tells the peer why the engine has failed, if it can be told. True if it was. */
    boolean alert() {
        return wantsWrap() && (speaks() || speaks()); // what a task has met is thrown first, and the alert comes behind it
    }

    private boolean speaks() {
        try {
            return speak();
        } catch (IOException | RuntimeException e) {
            return false; // it has failed already, and that is what is told
        }
    }

    // ---- what is written ----

    /** Gives how many bytes were taken, from the buffers' positions on. */
    long write(ByteBuffer[] sources, int count) throws IOException {
        if (!flush()) {
            return 0;
        }
        long taken = takeHeld(sources, count);
        while (waiting == null && hasRemaining(sources, count)) {
            taken += writeSome(sources, count);
        }
        return taken;
    }

    private int takeHeld(ByteBuffer[] sources, int count) {
        for (int i = 0; holdsByte && i < count; i++) {
            if (sources[i].hasRemaining()) {
                sources[i].get();
                holdsByte = false;
                return 1;
            }
        }
        return 0;
    }

    private int writeSome(ByteBuffer[] sources, int count) throws IOException {
        ByteBuffer room = scratch.take();
        try {
            int[] from = positions(sources, count);
            int sealed = seal(sources, count, room);
            send(room.flip());
            return waiting == null ? sealed : sealed - hold(sources, from, sealed);
        } finally {
            scratch.giveBack(room);
        }
    }

    private static int[] positions(ByteBuffer[] sources, int count) {
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = sources[i].position();
        }
        return positions;
    }

    private int seal(ByteBuffer[] sources, int count, ByteBuffer room) throws IOException {
        int sealed = 0;
        while (hasRoom(room) && hasRemaining(sources, count)) {
            SSLEngineResult result = wrap(sources, count, room);
            sealed += result.bytesConsumed();
            if (result.bytesProduced() == 0) {
                throw new SSLException("nothing can be sent any more: the peer has ended the TLS connection");
            }
        }
        return sealed;
    }

    /** A single byte can't be held back: what has begun must be seen to have begun. */
    private int hold(ByteBuffer[] sources, int[] from, int sealed) {
        if (sealed < 2) {
            return 0;
        }
        int last = from.length - 1;
        while (sources[last].position() == from[last]) {
            last--;
        }
        sources[last].position(sources[last].position() - 1);
        holdsByte = true;
        return 1;
    }

    private static boolean hasRemaining(ByteBuffer[] sources, int count) {
        for (int i = 0; i < count; i++) {
            if (sources[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    int heldBytes() {
        return waiting == null ? 0 : waiting.capacity();
    }

    // ---- both ----

    private boolean hasRoom(ByteBuffer room) {
        return room.position() == 0 || room.remaining() >= engine.getSession().getPacketBufferSize();
    }

    private SSLEngineResult wrap(ByteBuffer[] sources, int count, ByteBuffer room) throws SSLException {
        SSLEngineResult result = engine.wrap(sources, 0, count, room);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("a record is larger than " + room.capacity() + " bytes");
        }
        return result;
    }

    private void send(ByteBuffer sealed) throws IOException {
        if (sealed.hasRemaining()) {
            inner.write(sealed);
        }
        if (sealed.hasRemaining()) {
            waiting = ByteBuffer.allocate(sealed.remaining()).put(sealed).flip();
        }
    }
}
