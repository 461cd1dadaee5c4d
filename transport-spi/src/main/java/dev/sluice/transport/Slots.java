package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.loop.Signal;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * One selector's share of a transport's capacity, and the channels' way to that selector. Shared by all that live on its loop;
 * every method belongs to the loop's thread.
 *
 * <p>A channel that uses a slot is made with the slot taken, and gives it back by {@link #release} when its descriptor is
 * free. Who accepts takes a slot first, so that nobody is accepted who then has to be dropped. The slots themselves are leased
 * from the manager in blocks; when all are in use everywhere, whoever wants one waits for the next that is released anywhere,
 * first come, first served.
 */
public final class Slots {
    /** What the selector is signalled by when there is something for it to do. */
    static final int CHANGED = 1;

    private static final int UNLIMITED = 1 << 29;

    /** Who waits in line, and wants to hear that all slots are in use. */
    interface Hopeful extends Runnable {
        /** There was no slot anywhere when the manager was asked. Not in the listener's turn; perhaps more than once. */
        void denied(int limit);
    }

    private final Traffic traffic = new Traffic();
    private final int block;
    private final ArrayDeque<Runnable> waiters = new ArrayDeque<>();
    private ActorRef<SelectorCommand> selector;
    private Signal changed = bits -> {
    };
    private int free;
    private int used;
    private int usedAsReported;
    private boolean recalled;
    /** The manager's limit, if it has said that all are in use, and remembers that somebody waits here; else 0. */
    private int full;
    private Throwable failure;

    /**
     * A share that has something.
     *
     * @param leased how many slots it has from the beginning
     * @param block how many free ones it may keep
     */
    Slots(int leased, int block) {
        this.free = leased;
        this.block = block;
    }

    /**
     * As many slots as anybody may want, and no selector: for channels under a parent of another kind.
     *
     * @return a share of its own
     */
    public static Slots unlimited() {
        return new Slots(UNLIMITED, UNLIMITED);
    }

    // ---- for channels ----

    /**
     * Takes a slot, or gets in line for one.
     *
     * @param waiter run later, on this loop, when a slot has been taken for it; null = don't wait
     * @return true if a slot is taken now: the waiter is not run
     */
    public boolean take(Runnable waiter) {
        if (free > 0 && waiters.isEmpty()) {
            used(1);
            return true;
        }
        if (waiter != null) {
            waiters.add(waiter);
            tellFull(waiter);
            changed.raise(CHANGED);
        }
        return false;
    }

    /**
     * Leaves the line.
     *
     * @param waiter what was given to {@link #take}; nothing happens if it has been run
     */
    public void forget(Runnable waiter) {
        waiters.remove(waiter);
    }

    /**
     * Gives a slot back.
     *
     * @throws IllegalStateException if none is taken
     */
    public void release() {
        if (used == 0) {
            throw new IllegalStateException("a slot was released that nobody had taken");
        }
        used(-1);
    }

    /**
     * Puts another channel under this selector.
     *
     * @param place the channel
     */
    public void place(Place<?> place) {
        selector().tell(place);
    }

    /**
     * Hands over an accepted channel together with the slot that was taken for it. It stays on this loop as long as the load
     * is even, and goes to the least full one otherwise.
     *
     * @param place the channel
     */
    public void placeAccepted(Place<?> place) {
        selector().tell(new SelectorMessage.Accepted(place, false));
    }

    /** Like {@link #placeAccepted}, but it stays on this loop. */
    void placeHere(Place<?> place) {
        selector().tell(new SelectorMessage.Accepted(place, true));
    }

    private ActorRef<SelectorCommand> selector() {
        return Objects.requireNonNull(selector, "there is no selector behind these slots");
    }

    /**
     * Why the selector, and with it every channel on this loop, ends: the poller that broke, for example.
     *
     * @return null if the selector has not failed
     */
    public Throwable failure() {
        return failure;
    }

    /**
     * How many slots are taken.
     *
     * @return the channels of this selector that use one
     */
    public int used() {
        return used;
    }

    /**
     * How many slots can be taken without asking the manager.
     *
     * @return the rest of what is leased
     */
    public int free() {
        return free;
    }

    Traffic traffic() {
        return traffic;
    }

    // ---- for the selector ----

    /** A selector, or the next instance of it, looks after this share. */
    void lookedAfterBy(ActorRef<SelectorCommand> newSelector, Signal newChanged) {
        selector = newSelector;
        changed = newChanged;
        failure = null;
    }

    void failed(Throwable cause) {
        failure = cause;
    }

    void granted(int count) {
        full = 0;
        free += count;
    }

    /** Those in line wait for the next slot that is released anywhere. */
    void denied(int limit) {
        full = limit;
        waiters.forEach(this::tellFull);
    }

    private void tellFull(Runnable waiter) {
        if (full > 0 && waiter instanceof Hopeful hopeful) {
            hopeful.denied(full);
        }
    }

    /** A channel comes from elsewhere, and brings its slot. */
    void adopt() {
        free++;
        used(1);
    }

    /** A channel goes elsewhere, and takes its slot along. */
    void part() {
        used(-1);
        free--;
    }

    /** Serves those in line, as far as there are slots. In the selector's own turn only: the selector may be one of them. */
    void handOut() {
        while (free > 0 && !waiters.isEmpty()) {
            Runnable waiter = waiters.poll();
            used(1);
            waiter.run();
        }
    }

    int waiters() {
        return waiters.size();
    }

    /** The manager needs what is free; if nothing is, the next slot that is released. */
    void recall() {
        recalled = true;
    }

    /** Takes out what goes back to the manager: all that is free after a recall, else what is more than a share may keep. */
    int takeReturns() {
        int kept = recalled ? 0 : free >= 2 * block ? block : free;
        int taken = free - kept;
        free = kept;
        recalled &= taken == 0;
        return taken;
    }

    boolean isRecalled() {
        return recalled;
    }

    /** So many changes matter, a sixteenth of what there was: the manager hears often while channels are few. */
    boolean reportIsDue(int otherChanges) {
        return Math.max(otherChanges, Math.abs(used - usedAsReported)) > usedAsReported >> 4;
    }

    int reported() {
        usedAsReported = used;
        return used;
    }

    private void used(int change) {
        used += change;
        free -= change;
        boolean isWanted = free > 0 && (recalled || !waiters.isEmpty());
        if (isWanted || free >= 2 * block || reportIsDue(0)) {
            changed.raise(CHANGED);
        }
    }
}
