package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A stream that opens when a test says so, as one that shakes hands first. */
final class LateStream extends FilterStream {
    private final CompletableFuture<Signal> attached = new CompletableFuture<>();
    private volatile boolean isOpen;

    LateStream(StreamHandle inner) {
        super(inner);
    }

    void letOpen() {
        isOpen = true;
        attached.join().raise(Ready.HANDLE);
    }

    @Override
    public void attach(Signal signal) {
        super.attach(signal);
        attached.complete(signal);
    }

    @Override
    public boolean open() throws IOException {
        return isOpen && super.open();
    }

    @Override
    public int watched(int wanted) {
        return isOpen ? super.watched(wanted) : 0;
    }
}
