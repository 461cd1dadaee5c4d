package dev.sluice.bench.actors;

/**
 * Questions to an actor that answers at once: by the calling thread, or by an actor that has many questions under way.
 *
 * @param <C> what the asking actor asks by
 */
abstract class Quiz<C> {
    private static final int UNDER_WAY = 64;

    private final Whistle over = new Whistle();
    /** These two are the asking actor's while it asks. */
    private int unasked;
    private int unanswered;

    /** Waits for the answer. */
    abstract Object ask() throws Exception;

    /** Makes the asking actor call {@link #begin}. */
    abstract void wake();

    /** In the asking actor, which then calls {@link #answered}. */
    abstract void ask(C ctx);

    final void askAll(int questions) throws InterruptedException {
        unasked = questions;
        unanswered = questions;
        wake();
        over.await(1);
    }

    final void begin(C ctx) {
        for (int i = 0; i < UNDER_WAY; i++) {
            askNext(ctx);
        }
    }

    final void answered(C ctx) {
        askNext(ctx);
        if (--unanswered == 0) {
            over.blow();
        }
    }

    private void askNext(C ctx) {
        if (unasked > 0) {
            unasked--;
            ask(ctx);
        }
    }
}
