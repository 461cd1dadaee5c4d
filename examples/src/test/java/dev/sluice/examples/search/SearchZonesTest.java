package dev.sluice.examples.search;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Dispatcher;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one zone's threads have to do is no matter of the others. */
class SearchZonesTest {
    private static final Duration WITHIN = Duration.ofMillis(300);

    private static final Duration IMPATIENCE = Duration.ofMillis(100);
    private static final Duration FOR_EVER = Duration.ofMinutes(10);

    private final TestSearch search = new TestSearch(GeneratedCorpus.of(2), SearchSettings.DEFAULT.within(WITHIN));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        search.close();
    }

    private void block(Function<Zones, Dispatcher> zone) throws InterruptedException {
        block(search, zone);
    }

    private void block(TestSearch search, Function<Zones, Dispatcher> zone) throws InterruptedException {
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
    void row1_32_a_gatherer_that_dies_ends_its_query_only() throws Exception {
        try (TestSearch patient = new TestSearch(GeneratedCorpus.of(2), SearchSettings.DEFAULT.within(FOR_EVER));
            SearchClient client = patient.connect()) {
            try {
                block(patient, Zones::nodes);
                client.send("birds\n");
                for (int tree = 0; tree < 2; tree++) {
                    await().atMost(Probe.PATIENCE).until(() -> patient.actors("gather", IMPATIENCE).size() == 1);
                    patient.actors("gather", IMPATIENCE).forEach(patient::kill);
                }
                assertEquals(List.of(), client.answer());
            } finally {
                release.countDown();
            }
            assertFalse(client.search("birds").isEmpty());
        }
    }

    @Test
    void row1_62_each_zone_has_threads_of_its_own() throws IOException {
        try (SearchClient client = search.connect()) {
            client.search("birds");

            Map<String, String> zones = search.zones();

            assertEquals(4, Stream.of("session", "head", "node", "search").map(zones::get).distinct().count(),
                zones::toString);
            assertEquals(zones.get("search"), zones.get("tree of head a"));
            assertEquals(zones.get("search"), zones.get("shard 0"));
        }
    }
}
