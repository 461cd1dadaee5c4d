package dev.sluice.loop;

import java.util.concurrent.locks.LockSupport;

/** Watches nothing: parks its thread. What a loop starts with until a transport brings a poller of its own. */
final class ParkingPoller implements Poller {
    private volatile Thread parked;
    private volatile boolean woken;

    /** Publishes the thread before it looks at {@code woken}; {@link #wakeUp} does the reverse: one sees the other. */
    @Override
    public int poll(long timeoutNanos) {
        if (timeoutNanos == 0) {
            return 0;
        }
        parked = Thread.currentThread();
        if (!woken) {
            park(timeoutNanos);
        }
        woken = false;
        return 0;
    }

    private void park(long timeoutNanos) {
        if (timeoutNanos < 0) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, timeoutNanos);
        }
    }

    @Override
    public void wakeUp() {
        woken = true;
        LockSupport.unpark(parked);
    }

    @Override
    public void close() {}
}
