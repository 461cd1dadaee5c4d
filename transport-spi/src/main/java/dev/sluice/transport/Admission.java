package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may come in at one bind, counted over all its listeners and loops: one for all its connections, so that none of them holds
 * anything of it. Any thread.
 *
 * <p>A place is taken by {@link #enter} before anybody is accepted, and given back by {@link #giveBack} if nobody was, or by {@link
 * #leave} at the end of the connection.
 */
final class Admission {
    /** What {@link #enter} finds. */
    enum Entry {
        TAKEN, NOT_WANTED, FULL, TOO_FAST
    }

    /** How far its drain is. */
    enum Stage {
        /** There is none. */
        OPEN,
        /** Handlers are told to finish. */
        DRAINING,
        /** Their time is over: what is queued is flushed, then closed. */
        CLOSING,
        /** That takes too long as well. */
        ABORTING
    }

    private final AcceptSettings settings;
    private final Pace pace;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong credits = new AtomicLong();
    private final Queue<Signal> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean suspended;
    private volatile Stage stage = Stage.OPEN;
    private volatile long drainUntil;
    private volatile Runnable onEmpty = () -> {
    };
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong unusable = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong pauses = new AtomicLong();

    /** The clock of {@code now} is that of {@link #enter}. */
    Admission(AcceptSettings settings, boolean suspended, long now) {
        this.settings = settings;
        this.suspended = suspended;
        this.pace = settings.perSecond() == 0 ? null : new Pace(settings.perSecond(), settings.burst(), now);
    }

    AcceptSettings settings() {
        return settings;
    }

    // ---- who comes and goes ----

    Entry enter(long now) {
        if (!takeCredit()) {
            return Entry.NOT_WANTED;
        }
        if (!takePlace()) {
            giveCreditBack();
            return Entry.FULL;
        }
        if (pace != null && pace.take(now) > 0) {
            freePlace();
            giveCreditBack();
            return Entry.TOO_FAST;
        }
        return Entry.TAKEN;
    }

    private boolean takeCredit() {
        if (suspended || settings.onDemand() && credits.get() == 0) {
            return false;
        }
        return !settings.onDemand() || credits.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private boolean takePlace() {
        int max = settings.maxConnections();
        return open.getAndUpdate(count -> count < max ? count + 1 : count) < max;
    }

    private void giveCreditBack() {
        if (settings.onDemand()) {
            credits.incrementAndGet();
        }
    }

    /** How long somebody who came too fast waits, in nanoseconds. */
    long waitNanos(long now) {
        long wait = pace.take(now);
        if (wait == 0) {
            pace.giveBack();
        }
        return wait;
    }

    /** A place that was taken is not used. */
    void giveBack() {
        if (pace != null) {
            pace.giveBack();
        }
        giveCreditBack();
        freePlace();
    }

    /** A connection has ended, or was dropped. */
    void leave() {
        ended.incrementAndGet();
        freePlace();
    }

    private void freePlace() {
        int left = open.decrementAndGet();
        wakeAll();
        if (left == 0) {
            onEmpty.run();
        }
    }

    int open() {
        return open.get();
    }

    /** Run, on any thread, whenever the last connection has left. */
    void onEmpty(Runnable run) {
        onEmpty = run;
    }

    // ---- what opens and closes the door ----

    void suspend(boolean value) {
        suspended = value;
        wakeAll();
    }

    void demand(int count) {
        credits.addAndGet(count);
        wakeAll();
    }

    boolean isWanted() {
        return !suspended && (!settings.onDemand() || credits.get() > 0);
    }

    boolean hasRoom() {
        return open.get() < settings.maxConnections();
    }

    /** Raises {@link Acceptor#CHANGED} once something may have changed; the caller looks afterwards at what has changed before. */
    void await(Signal signal) {
        waiting.add(signal);
    }

    private void wakeAll() {
        for (Signal next = waiting.poll(); next != null; next = waiting.poll()) {
            next.raise(Acceptor.CHANGED);
        }
    }

    // ---- the drain ----

    Stage stage() {
        return stage;
    }

    /** By {@link System#nanoTime} it has time until {@code until}. */
    void drainUntil(long until) {
        drainUntil = until;
        stage = Stage.DRAINING;
    }

    void stage(Stage next) {
        stage = next;
    }

    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, drainUntil - System.nanoTime()));
    }

    // ---- figures ----

    void accepted() {
        accepted.incrementAndGet();
    }

    void filtered() {
        filtered.incrementAndGet();
    }

    /** True for the first. */
    boolean dropped() {
        leave();
        return dropped.getAndIncrement() == 0;
    }

    void unusable(long count) {
        unusable.addAndGet(count);
    }

    void failed() {
        failures.incrementAndGet();
    }

    void paused() {
        pauses.incrementAndGet();
    }

    /** Places that are taken by nobody yet are not shown as connections. */
    ListenerFigures figures() {
        long gone = ended.get();
        long came = accepted.get();
        return new ListenerFigures(came, (int) (came - gone), filtered.get(), dropped.get(),
            unusable.get(), failures.get(), pauses.get());
    }
}
