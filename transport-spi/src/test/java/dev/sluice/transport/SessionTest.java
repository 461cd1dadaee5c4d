package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to a session, its future completes. */
class SessionTest {
    private final ActorSystem system = ActorSystem.create(Settings.named("sessions").loops(1).poolThreads(1));

    @AfterEach
    void close() {
        system.close();
    }

    private CompletableFuture<String> start(BiConsumer<? super ActorRef<String>, ? super Handlers> begin,
        Function<String, Session.Meaning<String>> meaning) {
        return Session.start(system, "session", system.loops(), Spec.named("handler"), (ctx, connection) -> event -> {
        }, begin, meaning);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(8, TimeUnit.SECONDS)).getCause();
    }

    @Test
    void shouldFailIfItCantAskForIt() {
        IllegalStateException cause = new IllegalStateException("on purpose");

        assertSame(cause, failure(start((replyTo, handlers) -> {
            throw cause;
        }, event -> new Session.Other<>())));
    }

    /** A provider that is named on the path, but whose class is not there, is an error. */
    @Test
    void shouldFailIfAskingIsAnError() {
        Error cause = new NoClassDefFoundError("on purpose");

        assertSame(cause, failure(start((replyTo, handlers) -> {
            throw cause;
        }, event -> new Session.Other<>())));
    }

    @Test
    void shouldFailIfNobodyKnowsWhatAnEventMeans() {
        assertInstanceOf(IllegalStateException.class, failure(start((replyTo, handlers) -> replyTo.tell("what"),
            event -> {
                throw new IllegalArgumentException("on purpose");
            })));
    }

    /** It has had no turn yet when the system ends. */
    @Test
    void shouldFailIfItNeverLives() throws Exception {
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ActorRef<?> busy = system.spawn(Object.class, Spec.named("busy"), ctx -> {
            isBusy.countDown();
            goOn.await();
            return message -> {
            };
        });
        isBusy.await();
        CompletableFuture<String> future = start((replyTo, handlers) -> replyTo.tell("late"),
            event -> new Session.Opened<>(event, busy));

        system.terminate();
        goOn.countDown();

        assertInstanceOf(IllegalStateException.class, failure(future));
    }
}
