package dev.sluice.transport.testkit;

import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.ChannelPoller;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A loop with a poller that a test steps by hand. Everything on it happens on the thread that made it: the test sees what each turn
 * does. Actors live on it by {@code Dispatcher.of(stepped.loop())}. With a time limit, JUnit may run a test on another thread than it
 * makes the test's fields: then a stepped loop is made in the test.
 *
 * @param <P> what poller it has
 */
public final class SteppedLoop<P extends ChannelPoller> implements AutoCloseable {
    private final Loop loop = Loop.stepped("stepped");
    private final P poller;

    /**
     * A loop on the calling thread.
     *
     * @param type what poller it shall have
     * @param poller makes it
     */
    public SteppedLoop(Class<P> type, Supplier<? extends P> poller) {
        loop.onStart();
        this.poller = loop.poller(type, poller);
    }

    /** {@return the loop} */
    public Loop loop() {
        return loop;
    }

    /** {@return its poller} */
    public P poller() {
        return poller;
    }

    /**
     * Runs one turn, without waiting for anything.
     *
     * @return how much there was to do; 0 = nothing
     */
    public int step() {
        return loop.doWork();
    }

    /**
     * Steps until something is true.
     *
     * @param reached what is asked before each turn
     * @throws AssertionError if it does not become true
     */
    public void until(BooleanSupplier reached) {
        long start = System.nanoTime();
        while (!reached.getAsBoolean()) {
            if (step() == 0) {
                Thread.onSpinWait();
            }
            if (System.nanoTime() - start > Probe.PATIENCE.toNanos()) {
                throw new AssertionError("not reached within " + Probe.PATIENCE);
            }
        }
    }

    /** Ends the loop; it is stepped no more. */
    @Override
    public void close() {
        loop.onClose();
    }
}
