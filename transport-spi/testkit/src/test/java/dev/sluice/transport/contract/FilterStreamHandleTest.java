package dev.sluice.transport.contract;

import dev.sluice.transport.FilterStream;
import dev.sluice.transport.Layer;
import dev.sluice.transport.StreamHandle;

/** A handle in a handle that passes everything on. */
class FilterStreamHandleTest extends MemoryStreamHandleTest {
    private static final class Passing extends FilterStream {
        Passing(StreamHandle inner) {
            super(inner);
        }
    }

    @Override
    protected Layer layer() {
        return Passing::new;
    }
}
