package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Actors are for using one for each little thing. The exact figure is measured in {@code bench}. */
class FootprintTest {
    private static final int COUNT = 200_000;

    @Test
    void row0_2_an_idle_actor_costs_no_more_than_160_bytes() throws InterruptedException {
        try (ActorSystem system = ActorSystem.create(Settings.named("footprint").loops(1).poolThreads(1))) {
            ActorRef<?>[] actors = new ActorRef<?>[COUNT];
            CountDownLatch started = new CountDownLatch(COUNT);
            Actor<Object> shared = message -> {
            };
            ActorFactory<Object> factory = ctx -> {
                started.countDown();
                return shared;
            };
            Spec spec = Spec.named("idle"); // one for all: it is a value
            long before = usedHeap();
            for (int i = 0; i < COUNT; i++) {
                actors[i] = system.spawn(spec, factory);
            }
            started.await();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                long each = (usedHeap() - before) / COUNT;
                assertTrue(each <= 160, each + " bytes each");
            });
            assertTrue(actors[COUNT - 1] != null, "they were all kept until here");
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
