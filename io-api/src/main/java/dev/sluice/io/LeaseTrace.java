package dev.sluice.io;

/** Where a handle was made, kept and spent; only the last of it is remembered. */
final class LeaseTrace {
    private final long number;
    private volatile Throwable last;

    private LeaseTrace(long number) {
        this.number = number;
        this.last = here("made");
    }

    /** Null as long as nobody traces: it costs a stack trace for each handle. */
    static LeaseTrace ofNew() {
        if (!LeaseTracing.isOn()) {
            return null;
        }
        LeaseTrace trace = new LeaseTrace(LeaseTracing.nextNumber());
        LeaseTracing.begun(trace);
        return trace;
    }

    void note(String what, boolean spent) {
        last = here(what);
        if (spent) {
            LeaseTracing.ended(this);
        }
    }

    /** They count up. */
    long number() {
        return number;
    }

    Throwable last() {
        return last;
    }

    private static Throwable here(String what) {
        return new Throwable("a lease was " + what + ", by " + Thread.currentThread());
    }
}
