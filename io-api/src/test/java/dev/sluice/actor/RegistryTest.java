package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final Key<String> WORDS = Key.named("words");

    private final ManualSystem manual = ManualSystem.create("registry");
    private final ActorSystem system = manual.system();
    private final Registry registry = system.registry();
    private final Probe<Object> probe = Probe.in(manual);
    private final ActorRef<String> one = system.spawn("one", ctx -> word -> probe.ref().tell("one " + word));
    private final ActorRef<String> two = system.spawn("two", ctx -> word -> probe.ref().tell("two " + word));

    @AfterEach
    void close() {
        manual.close();
        assertTrue(registry.isEmpty());
    }

    private void expectListing(List<ActorRef<String>> refs) {
        probe.expect(new Listing<>(WORDS, refs));
    }

    @Test
    void row4_19_severalProvidersStandInTheOrderOfRegistration() {
        registry.register(WORDS, two);
        registry.register(WORDS, one);
        registry.register(WORDS, two);
        assertEquals(List.of(two, one), registry.find(WORDS));
    }

    @Test
    void row4_19_aProviderIsRemovedWhenItEnds() {
        registry.register(WORDS, one);
        registry.register(WORDS, two);
        manual.await(system.stop(one));
        assertEquals(List.of(two), registry.find(WORDS));
    }

    @Test
    void row4_19_aProviderThatHasEndedIsNotRegistered() {
        manual.await(system.stop(one));
        registry.register(WORDS, one);
        assertEquals(List.of(), registry.find(WORDS));
    }

    @Test
    void row4_19_aRestartIsNoEnd() {
        ActorRef<String> failing = system.spawn(Spec.named("failing").onFailure(failure -> Directive.restart()),
            ctx -> word -> {
                throw new Boom();
            });
        registry.register(WORDS, failing);
        failing.tell("word");
        manual.run();
        assertEquals(List.of(failing), registry.find(WORDS));
    }

    @Test
    void row4_19_aProviderIsRemovedOnRequest() {
        registry.register(WORDS, one);
        registry.unregister(WORDS, two);
        assertEquals(List.of(one), registry.find(WORDS));
        registry.unregister(WORDS, one);
        assertEquals(List.of(), registry.find(WORDS));
    }

    @Test
    void row4_19_whoIsGoneIsGoneEverywhere() {
        Key<String> other = Key.named("other");
        registry.register(WORDS, one);
        registry.register(other, one);
        registry.gone((Cell<?>) two);
        registry.gone((Cell<?>) one);
        assertEquals(List.of(), registry.find(WORDS));
        assertEquals(List.of(), registry.find(other));
    }

    @Test
    void row4_20_keysAreEqualOnlyToThemselves() {
        Key<String> same = Key.named("words");
        registry.register(WORDS, one);
        assertNotEquals(WORDS, same);
        assertEquals(List.of(), registry.find(same));
        assertEquals("words", same.name());
        assertEquals("Key[words]", same.toString());
    }

    @Test
    void row4_20_aViewServesAKeyOfAnotherProtocolUntilItsActorEnds() {
        Key<Integer> numbers = Key.named("numbers");
        registry.register(numbers, one.accepting(number -> "number " + number));
        registry.find(numbers).get(0).tell(7);
        probe.expect("one number 7");
        manual.await(system.stop(one));
        assertEquals(List.of(), registry.find(numbers));
    }

    @Test
    void row4_20_awaitGivesTheFirstWhoIsThere() {
        registry.register(WORDS, one);
        registry.register(WORDS, two);
        assertSame(one, registry.await(WORDS).join());
    }

    @Test
    void row4_20_awaitCompletesAtTheRegistration() {
        CompletableFuture<ActorRef<String>> found = registry.await(WORDS);
        CompletableFuture<ActorRef<String>> foundToo = registry.await(WORDS);
        assertFalse(found.isDone());
        registry.register(WORDS, one);
        assertSame(one, found.join());
        assertSame(one, foundToo.join());
    }

    @Test
    void row4_20_whoCancelsTheWaitingIsForgotten() {
        CompletableFuture<ActorRef<String>> found = registry.await(WORDS);
        assertFalse(registry.isEmpty());
        found.cancel(false);
        assertTrue(registry.isEmpty());
    }

    @Test
    void table2_9_aSubscriberOfTheReceptionistGetsThePresentAndEachChange() {
        registry.register(WORDS, one);
        registry.subscribe(WORDS, probe.ref());
        expectListing(List.of(one));
        registry.register(WORDS, two);
        expectListing(List.of(one, two));
        registry.unregister(WORDS, one);
        expectListing(List.of(two));
        manual.await(system.stop(two));
        expectListing(List.of());
        registry.register(Key.named("other"), one);
        probe.expectNothing();
    }

    @Test
    void table2_9_aSubscriptionEndsOnRequest() {
        registry.subscribe(WORDS, probe.ref());
        registry.subscribe(WORDS, probe.ref());
        expectListing(List.of());
        registry.unsubscribe(WORDS, probe.ref());
        registry.register(WORDS, one);
        probe.expectNothing();
    }

    @Test
    void table2_9_aDeadSubscriberIsForgotten() {
        ActorRef<Object> subscriber = system.spawn("subscriber", ctx -> listing -> {
        });
        registry.subscribe(WORDS, subscriber);
        manual.run();
        manual.await(system.stop(subscriber));
        assertTrue(registry.isEmpty());
        registry.register(WORDS, one);
        assertEquals(0, system.deadLetters());
        registry.subscribe(WORDS, subscriber);
        manual.await(system.stop(one));
        assertTrue(registry.isEmpty());
        assertEquals(1, system.deadLetters()); // what a subscriber is told at once
    }

    @Test
    void row1_49_whoFollowsTheNameServiceGetsTheReplacement() {
        registry.register(WORDS, one);
        registry.subscribe(WORDS, probe.ref());
        expectListing(List.of(one));
        manual.await(system.kill(one));
        expectListing(List.of());
        registry.register(WORDS, two);
        expectListing(List.of(two));
    }

    @Test
    void row4_28_systemsOfAJvmShareARegistry() {
        Registry shared = Registry.create();
        try (ActorSystem here = ActorSystem.create(Settings.named("here").registry(shared));
            ActorSystem there = ActorSystem.create(Settings.named("there").registry(shared))) {
            Probe<Object> seen = Probe.in(there);
            there.registry().subscribe(WORDS, seen.ref());
            seen.expect(new Listing<>(WORDS, List.of()));
            ActorRef<String> provider = here.spawn("provider", ctx -> seen.ref()::tell);
            here.registry().register(WORDS, provider);
            seen.expect(new Listing<>(WORDS, List.of(provider)));
            there.registry().await(WORDS).join().tell("hello");
            seen.expect("hello");
            here.terminate().join();
            seen.expect(new Listing<>(WORDS, List.of()));
        }
        assertTrue(shared.isEmpty());
    }

    @Test
    void row4_28_otherwiseEachSystemHasItsOwn() {
        try (ManualSystem other = ManualSystem.create("other")) {
            registry.register(WORDS, one);
            assertEquals(List.of(), other.system().registry().find(WORDS));
        }
    }

    @Test
    void badArgumentsAreNamed() {
        ActorRef<String> foreign = new ActorRef<>() {
            @Override
            public void tell(String message) {}

            @Override
            public <N> ActorRef<N> accepting(java.util.function.Function<? super N, ? extends String> f) {
                throw new UnsupportedOperationException();
            }
        };
        assertMessage("name", assertThrows(NullPointerException.class, () -> Key.named(null)));
        assertMessage("key", assertThrows(NullPointerException.class, () -> registry.find(null)));
        assertMessage("key", assertThrows(NullPointerException.class, () -> registry.register(null, one)));
        assertMessage("ref", assertThrows(NullPointerException.class, () -> registry.register(WORDS, null)));
        assertMessage("ref", assertThrows(IllegalArgumentException.class, () -> registry.register(WORDS, foreign)));
        assertMessage("subscriber", assertThrows(NullPointerException.class, () -> registry.subscribe(WORDS, null)));
        assertMessage("shared", assertThrows(NullPointerException.class, () -> Settings.named("x").registry(null)));
    }

    private static void assertMessage(String argument, Exception e) {
        assertTrue(e.getMessage().startsWith(argument), e.getMessage());
    }
}
