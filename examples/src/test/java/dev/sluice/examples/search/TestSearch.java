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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
        return actors(name, Probe.PATIENCE);
    }

    /** The same, if some don't answer and are not waited for. */
    List<? extends ActorRef<?>> actors(String name, Duration patience) {
        return system.tree(patience).join().all()
            .filter(node -> node.ref() != null && node.name().equals(name))
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

    /** Waits until all are there again, and running, and nobody else. */
    void awaitShape(String shape) {
        await().atMost(Probe.PATIENCE).untilAsserted(() -> assertEquals(shape, shape()));
    }

    /** The shape once all are running, and no client is there. */
    String calmShape() {
        await().atMost(Probe.PATIENCE).until(() -> isCalm(system.tree(Probe.PATIENCE).join()));
        return shape();
    }

    private static boolean isCalm(ActorTree tree) {
        return tree.all().allMatch(node -> node.state() == ActorTree.State.RUNNING && !node.name().equals("session"));
    }

    /** Who is there, and what each is doing: a line for each actor. */
    String shape() {
        return lines(system.tree(Probe.PATIENCE).join(), "");
    }

    private static String lines(ActorTree node, String indent) {
        return indent + node.name() + ' ' + node.state() + '\n'
            + node.children().stream().map(child -> lines(child, indent + "  ")).collect(Collectors.joining());
    }

    /** The zone of each kind of actors. */
    Map<String, String> zones() {
        return system.tree(Probe.PATIENCE).join().all()
            .collect(Collectors.toMap(ActorTree::name, ActorTree::zone, (one, same) -> same));
    }

    @Override
    public void close() {
        system.close();
    }
}
