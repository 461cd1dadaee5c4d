package dev.sluice.transport.tls;

import dev.sluice.io.Connection;
import dev.sluice.loop.Signal;
import dev.sluice.transport.FilterStream;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream whose bytes travel sealed over another one. */
final class TlsStream extends FilterStream {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final SSLEngine engine;
    private final String host;
    private final Tasks tasks;
    private final Outbound out;
    private final Inbound in;
    private final Handshake handshake;
    private final ByteBuffer[] single = new ByteBuffer[1];
    private boolean innerIsOpen;
    private boolean hasAlerted;

    /** The host is for messages; null = nobody knows it. */
    TlsStream(StreamHandle inner, SSLEngine engine, String host, Tls settings) {
        super(inner);
        this.engine = engine;
        this.host = host;
        this.tasks = new Tasks(engine, settings.tasksOn());
        this.out = new Outbound(inner, engine, settings.scratch());
        this.in = new Inbound(engine, new Records(inner, settings.scratch()), out, tasks,
            settings.requiresCloseNotify());
        this.handshake = new Handshake(engine, in, out, tasks);
    }

    // ---- opening ----

    @Override
    public void attach(Signal signal) {
        tasks.signals(signal);
        super.attach(signal);
    }

    @Override
    public boolean open() throws IOException {
        openInner();
        if (!innerIsOpen || handshake.isDone()) {
            return innerIsOpen;
        }
        try {
            return handshake.goOn();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** When it is open, it may have something to say of its own. */
    private void openInner() throws IOException {
        if (innerIsOpen) {
            super.usable(Ready.WRITE | Ready.HANDLE);
        } else {
            innerIsOpen = inner.open();
        }
    }

    private IOException failed(IOException cause) {
        hasAlerted = alerted();
        SSLHandshakeException told = new SSLHandshakeException("TLS handshake with " + peer() + " failed: "
            + cause.getMessage());
        told.initCause(cause);
        LOG.debug("no TLS: {}", this, told);
        return told;
    }

    private String peer() {
        return host == null ? String.valueOf(remoteAddress()) : host + " (" + remoteAddress() + ")";
    }

    // ---- what the poller shall watch ----

    @Override
    public int watched(int wanted) {
        if (!innerIsOpen) {
            return super.watched(wanted);
        }
        int below = handshake.isDone() ? wanted & ~Ready.CONNECT : Ready.READ;
        int usable = in.isHeldUp() ? 0 : below; // or it would be ready for ever
        return super.watched(out.isWaiting() ? usable | Ready.WRITE : usable);
    }

    /** What the engine has to say goes out first, also if nobody writes or reads. */
    @Override
    public int usable(int ready) throws IOException {
        int below = super.usable(ready);
        if ((below & (Ready.WRITE | Ready.HANDLE)) != 0) {
            tasks.requireNoFailure();
            guarded(out::speak);
        }
        return below;
    }

    @Override
    public boolean hasInput() {
        return in.hasInput() || super.hasInput() && !in.isHeldUp() && !in.hasEnded();
    }

    // ---- bytes ----

    private interface Step<T> {
        T run() throws IOException;
    }

    /** If it was the engine that failed, the peer is told why. */
    private <T> T guarded(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (SSLException e) {
            hasAlerted = alerted();
            throw e;
        }
    }

    /** As long as a task runs, the engine lets nobody in. */
    private boolean alerted() {
        return !tasks.isRunning() && out.alert();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return guarded(() -> in.read(target));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        single[0] = source;
        try {
            return (int) write(single, 1);
        } finally {
            single[0] = null;
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        boolean wasHeldUp = in.isHeldUp();
        long written = guarded(() -> out.write(sources, count));
        if (wasHeldUp && hasInput()) {
            tasks.goOn();
        }
        return written;
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        return copyFrom(file, position, count, scratch);
    }

    @Override
    public boolean endOutput() throws IOException {
        return guarded(out::end);
    }

    @Override
    public boolean on(Connection.Extension command, Consumer<? super Connection.Event> handler) throws IOException {
        if (command instanceof Tls.Inspect(var replyTo)) {
            replyTo.tell(Sessions.of(engine));
            return true;
        }
        return super.on(command, handler);
    }

    /** What it keeps of bytes; nothing when it is idle. */
    int heldBytes() {
        return in.heldBytes() + out.heldBytes();
    }

    // ---- the end ----

    /** A reset could overtake the alert that says what is wrong; then an end without a close_notify says enough. */
    @Override
    public void abort() {
        if (!hasAlerted) {
            super.abort();
        }
    }
}
