package dev.sluice.examples.search;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.ActorTree;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Stop;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A search server in this JVM, on a free port, and the operator's hand in it. */
final class TestSearch implements AutoCloseable {
    final ActorSystem system = ActorSystem.create(Settings.named("test").loops(1));
    final Partials partials = new Partials();
    final int port;

    TestSearch(Corpus corpus, SearchSettings settings) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = SearchServer.listen(system, anyPort, corpus, settings, partials).join().local().getPort();
    }

    SearchClient connect() throws IOException {
        return new SearchClient(port);
    }

    /** All living actors of that name, tree a before tree b. */
    List<? extends ActorRef<?>> actors(String name) {
        return system.tree().join().all().filter(node -> node.ref() != null && node.name().equals(name))
            .map(ActorTree::ref).toList();
    }

    /** Whether both heads are there, and get answers from all their nodes. */
    boolean areTreesWhole(String query) {
        long deadline = system.scheduler().nanoTime() + SearchSettings.DEFAULT.within().toNanos();
        Query all = new Query(Words.different(query), 1, deadline);
        return actors("head").stream().filter(head -> ask(head, all).isComplete()).count() == 2;
    }

    @SuppressWarnings("unchecked")
    private Answer ask(ActorRef<?> head, Query query) {
        return system.ask((ActorRef<Head.Message>) head, (ActorRef<Answer> replyTo) -> new Head.Search(query, replyTo),
            Probe.PATIENCE).exceptionally(died -> Answer.NONE).join();
    }

    /** Kills one for good, as a hard crash would. */
    void kill(ActorRef<?> actor) {
        assertEquals(Stop.Killed.class, system.kill(actor).join().getClass());
    }

    /** Waits until as many actors of each kind are there as before. */
    void awaitShape(String shape) {
        await().atMost(Probe.PATIENCE).until(() -> shape().equals(shape));
    }

    /** What the tree looks like; those that are still starting show too. */
    String shape() {
        return system.tree().join().toString();
    }

    @Override
    public void close() {
        system.close();
    }
}
