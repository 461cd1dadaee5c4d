package dev.sluice.bench.echo.server;

import dev.sluice.actor.Actor;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Handler;

/**
 * What a handler does beside echoing: it keeps the processor busy for so long with each input.
 *
 * @param nanos processor time, as long as nobody else wants the processor
 */
record Work(long nanos) {
    /** The handler, at work. */
    Handler before(Handler echo) {
        return nanos == 0 ? echo : (ctx, connection) -> before(echo.create(ctx, connection));
    }

    private Actor<Event> before(Actor<Event> echo) {
        return event -> {
            if (event instanceof Received || event instanceof Leased) {
                burn();
            }
            echo.on(event);
        };
    }

    private void burn() {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            // the look at the clock is the work
        }
    }
}
