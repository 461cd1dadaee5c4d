package dev.sluice.transport.contract;

import java.io.IOException;

/** The accepted end of the same pair. */
class AcceptedStreamHandleTest extends NioStreamHandleTest {
    @Override
    protected Pair pair() throws IOException {
        Pair pair = super.pair();
        return new Pair(pair.peer(), pair.handle());
    }
}
