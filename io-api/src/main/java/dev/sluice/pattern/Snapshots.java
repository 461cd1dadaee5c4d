package dev.sluice.pattern;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where an actor leaves its state for the instance that follows it. A restart runs the factory again; what the factory finds here is
 * what the new instance begins with. Three ways to recover:
 *
 * <ul>
 * <li>from the source: don't use this, and load again in the factory or by {@link dev.sluice.actor.Startup#require};
 * <li>the last good state: {@link #save} at the end of each message that went well;
 * <li>a snapshot: save every so many messages ({@link #every}), by a timer, or in {@link dev.sluice.actor.Actor#stopping}, if the
 * state can be trusted after the failure.
 * </ul>
 *
 * <pre>{@code
 * Snapshots<Totals> snapshots = Snapshots.inMemory();
 * system.spawn(restarting, (Context<Sale> ctx) -> new Till(snapshots.last().orElse(Totals.ZERO), snapshots));
 * }</pre>
 *
 * <p>To write one that outlives the JVM, implement the two methods; one that blocks must not be called on a loop or the pool.
 *
 * @param <S> the state; immutable, because the actor goes on after having saved it
 */
public interface Snapshots<S> {
    /**
     * What was saved last.
     *
     * @return the state, or nothing if none was saved yet
     */
    Optional<S> last();

    /**
     * Saves the state in place of the last one.
     *
     * @param state not null
     */
    void save(S state);

    /**
     * Keeps the last state in memory. Any thread.
     *
     * @param <S> the state
     * @return an empty one
     */
    static <S> Snapshots<S> inMemory() {
        AtomicReference<S> kept = new AtomicReference<>();
        return new Snapshots<>() {
            @Override
            public Optional<S> last() {
                return Optional.ofNullable(kept.get());
            }

            @Override
            public void save(S state) {
                kept.set(Objects.requireNonNull(state, "state"));
            }
        };
    }

    /**
     * Passes only every so many saves on to this one. For one actor; not thread-safe.
     *
     * @param saves how many make one
     * @return what the actor saves to
     */
    default Snapshots<S> every(int saves) {
        if (saves < 1) {
            throw new IllegalArgumentException("saves is less than 1: " + saves);
        }
        Snapshots<S> all = this;
        return new Snapshots<>() {
            private int sinceLast;

            @Override
            public Optional<S> last() {
                sinceLast = 0;
                return all.last();
            }

            @Override
            public void save(S state) {
                if (++sinceLast == saves) {
                    sinceLast = 0;
                    all.save(state);
                }
            }
        };
    }
}
