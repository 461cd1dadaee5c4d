package dev.sluice.bench.echo.server;

import dev.sluice.actor.ActorSystem;
import java.util.concurrent.CompletableFuture;

/** The thread of a system with one loop. */
final class SluiceThread {
    private SluiceThread() {}

    static Thread of(ActorSystem system) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        system.loops().get(0).execute(() -> thread.complete(Thread.currentThread()));
        return thread.join();
    }
}
