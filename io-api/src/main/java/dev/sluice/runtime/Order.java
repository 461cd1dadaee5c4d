package dev.sluice.runtime;

import java.lang.invoke.VarHandle;

/** What a thread does in which order, where a volatile field doesn't say it. */
public final class Order {
    private Order() {}

    /** All that was read before this is read before all that is read after it. */
    public static void readsBeforeReads() {
        VarHandle.acquireFence();
    }
}
