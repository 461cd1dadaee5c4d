package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.util.concurrent.atomic.AtomicInteger;

/** A signal that remembers what was raised. */
final class Bits implements Signal {
    private final AtomicInteger raised = new AtomicInteger();
    private final AtomicInteger times = new AtomicInteger();

    @Override
    public void raise(int bits) {
        raised.accumulateAndGet(bits, (seen, more) -> seen | more);
        times.incrementAndGet();
    }

    boolean has(int bits) {
        return (raised.get() & bits) == bits;
    }

    int take() {
        return raised.getAndSet(0);
    }

    int times() {
        return times.get();
    }
}
