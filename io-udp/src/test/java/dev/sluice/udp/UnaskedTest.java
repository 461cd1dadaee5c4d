package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.ECHO;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manager is never asked; the future fails all the same. */
class UnaskedTest {
    private final ActorSystem system = ActorSystem.create(Settings.named("unasked").loops(1).poolThreads(1));

    @AfterEach
    void close() {
        system.close();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(8, TimeUnit.SECONDS)).getCause();
    }

    @Test
    void shouldFailIfTheCommandCantBeMade() {
        assertInstanceOf(NullPointerException.class,
            failure(Udp.bind(system, ANY, null, Spec.named("handler"), ECHO)));
    }

    /** Its actor has had no turn yet when the system ends. */
    @Test
    void shouldFailIfTheSystemEndsFirst() throws Exception {
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        system.spawn(Object.class, Spec.named("busy"), ctx -> {
            isBusy.countDown();
            goOn.await();
            return message -> {
            };
        });
        isBusy.await();
        CompletableFuture<Udp.Bound> future = Udp.bind(system, ANY, ECHO);

        system.terminate();
        goOn.countDown();

        assertInstanceOf(IllegalStateException.class, failure(future));
    }
}
