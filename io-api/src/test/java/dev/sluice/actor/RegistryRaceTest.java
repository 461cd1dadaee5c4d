package dev.sluice.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the registry promises when all happens at once, on real threads. */
class RegistryRaceTest {
    private static final Key<String> WORDS = Key.named("words");
    private static final int ROUNDS = 5_000;

    private final ActorSystem system = ActorSystem.create("registry-race");
    private final Registry registry = system.registry();

    @AfterEach
    void close() {
        system.close();
        assertTrue(registry.isEmpty());
    }

    private ActorRef<String> actor() {
        return system.spawn("actor", ctx -> word -> {
        });
    }

    @Test
    void row4_19_noDeadProviderStaysHoweverRegistrationAndEndRace() {
        List<CompletableFuture<Stop>> ends = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ActorRef<String> provider = actor();
            ends.add(system.stop(provider));
            registry.register(WORDS, provider);
        }
        ends.forEach(CompletableFuture::join);
        await().until(registry::isEmpty);
        assertEquals(List.of(), registry.find(WORDS));
    }

    @Test
    void row4_20_nobodyWaitsForEverHoweverAwaitAndRegistrationRace() {
        for (int i = 0; i < ROUNDS; i++) {
            Key<String> key = Key.named("round");
            ActorRef<String> provider = actor();
            CompletableFuture<Void> registered = CompletableFuture.runAsync(() -> registry.register(key, provider));
            CompletableFuture<ActorRef<String>> found = registry.await(key);
            assertEquals(provider, found.orTimeout(20, TimeUnit.SECONDS).join());
            registered.join();
            system.stop(provider);
        }
    }

    @Test
    void table2_9_noListingIsLostHoweverSubscriptionAndRegistrationRace() {
        for (int i = 0; i < ROUNDS / 25; i++) {
            Key<String> key = Key.named("round");
            Probe<Object> probe = Probe.in(system);
            List<ActorRef<String>> providers = IntStream.range(0, 20).mapToObj(n -> actor()).toList();
            var registering = providers.stream()
                .map(one -> CompletableFuture.runAsync(() -> registry.register(key, one))).toList();
            registry.subscribe(key, probe.ref());
            assertEachHasOneMore(listings(probe, providers.size()));
            registering.forEach(CompletableFuture::join);
            providers.forEach(system::stop);
            assertEquals(providers.size(), listings(probe, 0).size());
            registry.unsubscribe(key, probe.ref());
        }
    }

    /** Until one has that size. */
    private static List<Listing<?>> listings(Probe<Object> probe, int size) {
        List<Listing<?>> seen = new ArrayList<>();
        do {
            seen.add(probe.expect(Listing.class));
        } while (seen.get(seen.size() - 1).refs().size() != size);
        return seen;
    }

    private static void assertEachHasOneMore(List<Listing<?>> seen) {
        int first = seen.get(0).refs().size();
        for (int i = 0; i < seen.size(); i++) {
            assertEquals(first + i, seen.get(i).refs().size());
        }
    }

    @Test
    void row4_19_whoRegistersWhileItIsStoppingIsGoneWithItsEnd() {
        Probe<Object> probe = Probe.in(system);
        ActorRef<String> late = system.spawn("late", ctx -> new Actor<>() {
            @Override
            public void on(String message) {
                probe.ref().tell(message);
            }

            @Override
            public void stopping(Stop reason) {
                registry.register(WORDS, ctx.self());
                probe.ref().tell(registry.find(WORDS));
            }
        });
        late.tell("running");
        probe.expect("running");
        system.stop(late).join();
        probe.expect(List.of(late));
        await().until(registry::isEmpty);
    }
}
