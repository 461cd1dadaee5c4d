package dev.sluice.bench.actors;

/**
 * Actors whose whole life is: spawned, one message, stopped by themselves.
 *
 * @param <C> what a parent spawns by
 */
abstract class Nursery<C> {
    private final Whistle over = new Whistle();
    /** The parent's while there are children. */
    private int unborn;

    /** Makes the parent call {@link #next}. */
    abstract void wake();

    /** In the parent: spawns a child, and tells it something. At its end it {@linkplain #wake wakes} the parent. */
    abstract void spawn(C parent);

    /** Spawns an actor at the top, and tells it something. At its end it tells {@link #gone}. */
    abstract void spawn();

    /** By a parent, one after the other, the next one when the one before has told its end. */
    final void raise(int lives) throws InterruptedException {
        unborn = lives;
        wake();
        over.await(1);
    }

    final void next(C parent) {
        if (unborn-- > 0) {
            spawn(parent);
        } else {
            over.blow();
        }
    }

    /** By the calling thread, all at the same time. */
    final void scatter(int lives) throws InterruptedException {
        for (int i = 0; i < lives; i++) {
            spawn();
        }
        over.await(lives);
    }

    final void gone() {
        over.blow();
    }
}
