package dev.sluice.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Dispatcher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one zone's threads have to do is no matter of the others. */
class SearchZonesTest {
    private static final Duration WITHIN = Duration.ofMillis(300);

    private final TestSearch search = new TestSearch(GeneratedCorpus.of(2), SearchSettings.DEFAULT.within(WITHIN));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        search.close();
    }

    private void block(Function<Zones, Dispatcher> zone) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        CountDownLatch blocked = new CountDownLatch(1);
        for (int i = 0; i < threads; i++) {
            zone.apply(Zones.of(search.system)).execute(() -> {
                blocked.countDown();
                awaitRelease();
            });
        }
        blocked.await();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answersInTime(boolean isWhole) throws IOException {
        try (SearchClient client = search.connect()) {
            long start = System.nanoTime();
            List<String> answer = client.search("birds");
            Duration time = Duration.ofNanos(System.nanoTime() - start);

            assertEquals(isWhole, !answer.isEmpty());
            assertEquals(isWhole ? 0 : 1, search.partials.count());
            assertTrue(time.compareTo(WITHIN.plus(ContinuousClient.SLACK)) < 0, time::toString);
            assertEquals(List.of(), client.search(""), "which needs no tree");
        }
    }

    @Test
    void row1_34_the_deadline_holds_when_no_node_answers() throws Exception {
        block(Zones::nodes);

        answersInTime(false);
    }

    @Test
    void row1_63_the_front_end_keeps_the_deadline_when_no_head_answers() throws Exception {
        block(Zones::heads);

        answersInTime(false);
    }

    @Test
    void row1_64_a_recovery_takes_no_thread_from_queries() throws Exception {
        block(Zones::recovery);

        answersInTime(true);
    }

    @Test
    void row1_62_each_zone_has_threads_of_its_own() {
        Zones zones = Zones.of(search.system);

        assertEquals(zones, Zones.of(search.system), "there is one of each in a system");
        assertEquals(4, List.of(zones.heads(), zones.nodes(), zones.recovery(), search.system.pool()).stream()
            .distinct().count());
    }
}
