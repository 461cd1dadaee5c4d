package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Whoever asks for a socket gets an answer, whatever happens meanwhile, and nothing is left of what was refused. */
class UdpAnswersTest {
    private static final BindSettings ALL = BindSettings.DEFAULT.sockets(BindSettings.ALL_LOOPS);

    private static void isOver(CompletableFuture<?> future) throws Exception {
        try {
            future.get(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException expected) {
            // it has an answer
        }
    }

    private static List<CompletableFuture<? extends Udp.Event>> all(UdpFixture udp) {
        List<CompletableFuture<? extends Udp.Event>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(Udp.bind(udp.system, ANY, ECHO));
            futures.add(Udp.bind(udp.system, ANY, ALL, ECHO));
            futures.add(Udp.connect(udp.system, new InetSocketAddress("127.0.0.1", 9), ECHO));
            futures.add(Udp.openSender(udp.system));
        }
        return futures;
    }

    /** Some came before, or were asked of the next manager. */
    private static void expectNothingIsLeftWhenAllAreClosed(UdpFixture udp,
        List<CompletableFuture<? extends Udp.Event>> futures) {
        futures.stream().filter(future -> !future.isCompletedExceptionally()).forEach(udp::cancel);
        for (String name : List.of("endpoint", "attendant", "handler", "bind :0", "connect :9", "open sender")) {
            udp.awaitCount(name, 0);
        }
    }

    @RepeatedTest(20)
    void shouldAnswerWhileTheSystemEnds() throws Exception {
        UdpFixture udp = new UdpFixture();
        CompletableFuture<Void> end = CompletableFuture.runAsync(udp::close);
        List<CompletableFuture<? extends Udp.Event>> futures = all(udp);
        end.join();
        for (CompletableFuture<?> future : futures) {
            isOver(future);
        }
    }

    @RepeatedTest(5)
    void shouldAnswerWhileTheManagerIsKilled() throws Exception {
        try (UdpFixture udp = new UdpFixture()) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> udp.system.kill(udp.manager).join());
            List<CompletableFuture<? extends Udp.Event>> futures = all(udp);
            end.join();
            for (CompletableFuture<?> future : futures) {
                isOver(future);
            }
            expectNothingIsLeftWhenAllAreClosed(udp, futures);
        }
    }

    @RepeatedTest(5)
    void shouldAnswerWhileSelectorsAreKilled() throws Exception {
        try (UdpFixture udp = new UdpFixture()) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                udp.system.kill(udp.find("selector-0")).join();
                udp.system.kill(udp.find("selector-1")).join();
            });
            List<CompletableFuture<? extends Udp.Event>> futures = all(udp);
            end.join();
            for (CompletableFuture<?> future : futures) {
                isOver(future);
            }
            expectNothingIsLeftWhenAllAreClosed(udp, futures);
        }
    }

    @Test
    void shouldFailWhatCanNotBeAskedFor() {
        try (UdpFixture udp = new UdpFixture()) {
            for (CompletableFuture<?> future : List.of(Udp.bind(udp.system, ANY, (BindSettings) null, ECHO),
                Udp.connect(udp.system, ANY, (ConnectSettings) null, ECHO), Udp.openSender(udp.system, null))) {
                ExecutionException e = assertThrows(ExecutionException.class,
                    () -> future.get(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
                assertEquals("settings", e.getCause().getMessage());
            }
        }
    }

    // ---- handlers that have nowhere to live ----

    /** Nobody registers, and the endpoint would wait for that for ever. */
    @Test
    void shouldFailWhereTheHandlersThreadsAreGone() {
        try (UdpFixture udp = new UdpFixture()) {
            Dispatcher gone = Dispatcher.of(task -> {
                throw new RejectedExecutionException("gone");
            });

            BindSettings patient = BindSettings.DEFAULT
                .endpoint(EndpointSettings.DEFAULT.registerWithin(Duration.ZERO));
            CompletableFuture<Udp.Bound> future = Udp.bind(udp.system, ANY, patient, Spec.named("handler").on(gone),
                ECHO);

            ExecutionException e = assertThrows(ExecutionException.class,
                () -> future.get(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            assertInstanceOf(RejectedExecutionException.class, e.getCause());
            udp.awaitCount("endpoint", 0);
            udp.awaitCount("bind :0", 0);
        }
    }
}
