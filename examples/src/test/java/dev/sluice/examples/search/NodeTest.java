package dev.sluice.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Key;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTest {
    private final ManualSystem manual = ManualSystem.create("manual");
    private final ActorSystem system = manual.system();
    private final Catalogue catalogue = Catalogue.of(MapCorpus.of(Map.of("a", "cat")), 1);
    private final Zones zones = new Zones(manual.dispatcher(), manual.dispatcher(), Runnable::run);
    private final Key<Node.Search> key = Key.named("node");
    private final ActorRef<Node.Search> node = system.spawn("node",
        (Context<Node.Search> ctx) -> new Node(ctx, catalogue, 0, zones, key));
    private final Probe<List<Hit>> asker = Probe.in(manual);

    @AfterEach
    void stop() {
        manual.close();
    }

    private void search(long nanosFromNow) {
        long deadline = system.scheduler().nanoTime() + nanosFromNow;
        node.tell(new Node.Search(new Query(List.of("cat"), 10, deadline), asker.ref()));
    }

    @Test
    void row1_33_a_query_whose_deadline_has_passed_is_left() {
        search(0);
        search(-1);
        asker.expectNothing();

        search(1);
        asker.expect(Index.of(catalogue, 0).search(List.of("cat"), 10));
        assertEquals(List.of(node), system.registry().find(key));
    }
}
