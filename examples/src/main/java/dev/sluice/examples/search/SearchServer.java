package dev.sluice.examples.search;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Two search trees, and a {@link Session} for each connection. */
public final class SearchServer {
    /** How long a client may take nothing of an answer. */
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final ConnectionSettings CONNECTION = ConnectionSettings.DEFAULT
        .reading(ConnectionSettings.Reading.PULL).halfOpen(true).stall(STALL);

    private SearchServer() {}

    /** Indexes a corpus, and then listens. */
    public static CompletableFuture<Tcp.Bound> listen(ActorSystem system, InetSocketAddress address, Corpus corpus,
        SearchSettings settings) {
        return listen(system, address, corpus, settings, new Partials());
    }

    static CompletableFuture<Tcp.Bound> listen(ActorSystem system, InetSocketAddress address, Corpus corpus,
        SearchSettings settings, Partials partials) {
        Zones zones = Zones.of(system);
        return CompletableFuture.supplyAsync(() -> catalogue(corpus, settings), zones.recovery()::execute)
            .thenCompose(catalogue -> Trees.start(system, catalogue, zones))
            .thenApply(heads -> new Front(system, heads, settings, partials))
            .thenCompose(front -> Tcp.bind(system, address, BindSettings.DEFAULT.connection(CONNECTION),
                Spec.named("session"), Session.handler(front)));
    }

    private static Catalogue catalogue(Corpus corpus, SearchSettings settings) {
        Catalogue catalogue = Catalogue.of(corpus, settings.nodes());
        if (catalogue.statistics().documents() == 0) {
            throw new IllegalArgumentException("the corpus has no text");
        }
        return catalogue;
    }
}
