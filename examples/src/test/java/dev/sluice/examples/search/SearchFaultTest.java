package dev.sluice.examples.search;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client sees while parts of it are killed and rebuilt: over real sockets. */
class SearchFaultTest {
    private static final String QUERY = "birds rivers bade";
    private static final int NODES = 4;

    private final HeldCorpus corpus = new HeldCorpus(GeneratedCorpus.of(5));
    private TestSearch search;
    private List<String> whole;
    private String shape;

    @BeforeEach
    void start() throws IOException {
        search = new TestSearch(corpus, SearchSettings.DEFAULT.limit(100).nodes(NODES));
        try (SearchClient client = search.connect()) {
            whole = client.search(QUERY);
        }
        shape = search.calmShape();
    }

    @AfterEach
    void stop() {
        corpus.release();
        search.close();
    }

    private void awaitWhole() {
        await().atMost(Probe.PATIENCE).until(() -> search.areTreesWhole(QUERY));
    }

    @Test
    void row1_47_a_node_that_dies_is_rebuilt_alone() throws Exception {
        List<? extends ActorRef<?>> before = search.actors("head");
        corpus.hold();
        try (ContinuousClient client = new ContinuousClient(search, QUERY)) {
            search.kill(search.actors("node").getFirst());
            client.awaitAnswers(20);

            corpus.release();
            awaitWhole();

            assertTrue(client.answers().stream().allMatch(whole::equals), "there was another whole tree all the time");
        }
        search.awaitShape(shape);
        assertEquals(0, search.partials.count());
        assertEquals(before, search.actors("head"), "the trees have stayed");
    }

    @Test
    void row1_34_what_lacks_in_both_trees_lacks_in_the_answer() throws Exception {
        List<? extends ActorRef<?>> nodes = search.actors("node");
        corpus.hold();
        try (SearchClient client = search.connect()) {
            search.kill(nodes.get(1));
            search.kill(nodes.get(NODES + 1));

            List<String> partial = client.search(QUERY);
            assertTrue(!partial.isEmpty() && partial.size() < whole.size(), partial.size() + " of " + whole.size());
            assertTrue(whole.containsAll(partial));
            assertEquals(1, search.partials.count());

            corpus.release();
            awaitWhole();
            assertEquals(whole, client.search(QUERY));
            assertEquals(1, search.partials.count());
        }
        search.awaitShape(shape);
    }

    @Test
    void row1_38_a_tree_whose_head_dies_is_rebuilt_while_the_other_answers() throws Exception {
        List<? extends ActorRef<?>> heads = search.actors("head");
        List<? extends ActorRef<?>> nodes = search.actors("node");
        corpus.hold();
        try (ContinuousClient client = new ContinuousClient(search, QUERY)) {
            search.kill(heads.getFirst());
            client.awaitAnswers(20);

            corpus.release();
            awaitWhole();

            assertTrue(client.answers().stream().allMatch(whole::equals), "there was another whole tree all the time");
        }
        search.awaitShape(shape);
        assertEquals(0, search.partials.count());
        assertNotEquals(heads.getFirst(), search.actors("head").getFirst());
        assertEquals(heads.get(1), search.actors("head").get(1), "the other tree has stayed");
        assertTrue(search.actors("node").stream().limit(NODES).noneMatch(nodes::contains),
            "a tree is rebuilt as a whole");
    }

    @Test
    void row1_50_a_node_that_dies_too_often_takes_its_tree_with_it() throws Exception {
        ActorRef<?> head = search.actors("head").getFirst();
        try (ContinuousClient client = new ContinuousClient(search, QUERY)) {
            await().atMost(Probe.PATIENCE).until(() -> {
                search.actors("node").stream().limit(1).forEach(search::kill);
                return !search.actors("head").contains(head);
            });
            awaitWhole();

            client.awaitAnswers(1);
            assertTrue(client.answers().stream().allMatch(whole::containsAll));
        }
        search.awaitShape(shape);
    }

    @Test
    void row1_53_queries_are_answered_at_once_even_if_there_is_no_tree() throws Exception {
        corpus.hold();
        search.actors("head").forEach(search::kill);
        try (SearchClient client = search.connect()) {
            assertEquals(List.of(), client.search(QUERY));
            assertEquals(1, search.partials.count());

            corpus.release();
            awaitWhole();
            assertEquals(whole, client.search(QUERY));
        }
        search.awaitShape(shape);
    }

    @Test
    void row1_41_a_supervisor_whose_zone_dies_builds_all_anew() throws Exception {
        search.kill(search.actors("tree of head b").getFirst());

        awaitWhole();
        try (SearchClient client = search.connect()) {
            assertEquals(whole, client.search(QUERY));
        }
        search.awaitShape(shape);
    }

    @Test
    void row1_39_the_system_ends_when_nobody_is_left_to_rebuild_it() {
        search.kill(search.actors("search").getFirst());

        assertTimeoutPreemptively(Probe.PATIENCE, search.system::join);
    }

    @Test
    void row1_65_each_query_has_its_answer_in_time_whatever_dies() throws Exception {
        Random random = new Random(7);
        List<String> killed = new ArrayList<>();
        try (ContinuousClient one = new ContinuousClient(search, QUERY);
            ContinuousClient other = new ContinuousClient(search, QUERY)) {
            for (int round = 0; round < 30; round++) {
                String kind = List.of("node", "node", "node", "head", "shard 2", "gather").get(random.nextInt(6));
                List<? extends ActorRef<?>> living = search.actors(kind);
                if (!living.isEmpty()) {
                    search.system.kill(living.get(random.nextInt(living.size())));
                    killed.add(kind);
                }
                one.awaitAnswers(5);
                other.awaitAnswers(5);
            }
            awaitWhole();

            for (ContinuousClient client : List.of(one, other)) {
                assertTrue(client.answers().stream().allMatch(whole::containsAll), "parts of the whole");
                assertTrue(client.longest().compareTo(SearchSettings.DEFAULT.within().plus(ContinuousClient.SLACK)) < 0,
                    () -> client.longest() + " after the death of " + killed);
            }
        }
        assertTrue(killed.containsAll(List.of("node", "head", "shard 2")), killed::toString);
        try (SearchClient client = search.connect()) {
            assertEquals(whole, client.search(QUERY));
        }
        search.awaitShape(shape);
    }
}
