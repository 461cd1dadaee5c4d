package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.TestManager.Refused;
import dev.sluice.transport.TestManager.Started;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectorsTest {
    private static final int LOOPS = 3;

    private final ActorSystem system = ActorSystem.create(Settings.named("selecting").loops(LOOPS));
    private final Probe<Object> told = Probe.in(system);
    private ActorRef<Place<?>> manager;

    @AfterEach
    void close() {
        system.close();
    }

    private void start(int limit) {
        manager = TestManager.spawn(system, limit, NioPoller::new);
    }

    private void ask() {
        manager.tell(TestManager.channel("channel", told.ref()));
    }

    private Started place() {
        ask();
        return told.expect(Started.class);
    }

    private void end(Started channel) {
        channel.channel().tell("end");
        system.stopped(channel.channel()).join();
    }

    // ---- placing ----

    @Test
    void shouldSpreadChannelsEvenly() {
        start(1000);
        Map<Loop, Integer> perLoop = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            perLoop.merge(place().loop(), 1, Integer::sum);
        }
        assertEquals(LOOPS, perLoop.size());
        perLoop.values().forEach(count -> assertEquals(100, count, 10, perLoop.toString()));
    }

    @Test
    void shouldSpreadAlsoThoseThatComeAllAtOnce() {
        start(1000);
        Map<Loop, Integer> perLoop = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            ask();
        }
        for (int i = 0; i < 300; i++) {
            perLoop.merge(told.expect(Started.class).loop(), 1, Integer::sum);
        }
        perLoop.values().forEach(count -> assertEquals(100, count, 10, perLoop.toString()));
    }

    @Test
    void shouldFillALoopUpAgainWhoseChannelsHaveEnded() {
        start(1000);
        List<Started> all = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            all.add(place());
        }
        Loop emptied = all.get(0).loop();
        all.stream().filter(channel -> channel.loop() == emptied).forEach(this::end);
        int back = 0;
        for (int i = 0; i < 30; i++) {
            back += place().loop() == emptied ? 1 : 0;
        }
        assertTrue(back >= 24, back + " of 30");
    }

    @Test
    void shouldRefuseWhatComesToALoopWithoutAPoller() {
        manager = TestManager.spawn(system, 10, () -> {
            throw new IllegalStateException("no poller");
        });
        for (int i = 0; i < 20; i++) {
            ask();
            assertEquals("no poller", told.expect(Refused.class).cause().getMessage());
        }
    }

    @Test
    void shouldRefuseWhatIsLeftWhenTheManagerStops() {
        start(1);
        place();
        CompletableFuture<Void> busy = new CompletableFuture<>();
        system.loops().get(0).execute(busy::join);
        ask();
        CompletableFuture<?> stopped = system.stop(manager);
        busy.complete(null);
        stopped.join();

        assertInstanceOf(IOException.class, told.expect(Refused.class).cause());
        ask();
        assertInstanceOf(IOException.class, told.expect(Refused.class).cause());
    }

    // ---- capacity ----

    @Test
    void shouldRefuseWhenAllSlotsAreInUseAndNotBefore() {
        start(10);
        List<Started> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(place());
        }
        for (int i = 0; i < 5; i++) {
            ask();
            assertEquals(10, assertInstanceOf(CapacityException.class, told.expect(Refused.class).cause()).limit());
        }
        for (int i = 0; i < 5; i++) {
            end(all.get(i));
            place();
        }
        ask();
        told.expect(Refused.class);
    }

    @Test
    void shouldServeWhoWaitsInLineWithASlotThatIsReleasedElsewhere() {
        start(LOOPS);
        List<Started> all = List.of(place(), place(), place());
        Probe<String> line = Probe.in(system);
        onLoop(all.get(0), () -> all.get(0).slots().take(() -> line.ref().tell("mine")));
        ask();
        told.expect(Refused.class); // all know by now that somebody waits
        line.expectNothing();

        end(all.get(1));

        line.expect("mine");
    }

    @Test
    void shouldServeAllWhoWaitInLineInTheEnd() {
        start(LOOPS);
        List<Started> all = List.of(place(), place(), place());
        Probe<Integer> line = Probe.in(system);
        for (int i = 0; i < 30; i++) {
            Started at = all.get(i % LOOPS);
            int number = i;
            onLoop(at, () -> at.slots().take(() -> {
                line.ref().tell(number);
                at.slots().release();
            }));
        }
        end(all.get(2));
        for (int i = 0; i < 30; i++) {
            line.expect(Integer.class);
        }
    }

    private static void onLoop(Started channel, Runnable task) {
        CompletableFuture.runAsync(task, channel.loop()).join();
    }

    @Test
    void shouldFindTheSlotOfAChannelThatHasEndedWhereverItIs() {
        start(LOOPS);
        Deque<Started> all = new ArrayDeque<>(List.of(place(), place(), place()));
        for (int i = 0; i < 1000; i++) {
            ask();
            told.expect(Refused.class);
            end(all.remove());
            all.add(place());
        }
    }

    @Test
    void shouldKeepTheBookRightWhateverHappens() {
        int limit = 20;
        start(limit);
        Random random = new Random(7);
        Deque<Started> living = new ArrayDeque<>();
        for (int round = 0; round < 300; round++) {
            int wanted = random.nextInt(12);
            for (int i = 0; i < wanted; i++) {
                ask();
            }
            for (int i = 0; i < wanted; i++) {
                if (told.expect(Object.class) instanceof Started started) {
                    living.add(started);
                }
            }
            assertTrue(living.size() <= limit, "more than there may be");
            for (int i = random.nextInt(living.size() + 1); i > 0; i--) {
                end(living.remove());
            }
        }
        while (!living.isEmpty()) {
            end(living.remove());
        }
        for (int i = 0; i < limit; i++) {
            place();
        }
    }

    // ---- accepted ones ----

    @Test
    void shouldMoveAcceptedChannelsToTheLeastFullLoopWithTheirSlots() {
        int limit = 60;
        start(limit);
        Started first = place();
        for (int i = 1; i < limit; i++) {
            onLoop(first, () -> accept(first.slots()));
        }
        Map<Loop, Integer> perLoop = new HashMap<>(Map.of(first.loop(), 1));
        for (int i = 1; i < limit; i++) {
            perLoop.merge(told.expect(Started.class).loop(), 1, Integer::sum);
        }
        perLoop.values().forEach(count -> assertEquals(limit / LOOPS, count, 3, perLoop.toString()));
        ask();
        assertInstanceOf(CapacityException.class, told.expect(Refused.class).cause());
    }

    private void accept(Slots slots) {
        Runnable hand = () -> slots.placeAccepted(TestManager.channel("accepted", told.ref()));
        if (slots.take(hand)) {
            hand.run();
        }
    }

    // ---- failures ----

    @Test
    void shouldGoOnAfterThePollerBroke() {
        AtomicReference<IOException> failure = new AtomicReference<>();
        manager = TestManager.spawn(system, 10, () -> {
            FakePoller poller = new FakePoller();
            poller.failure = failure.get();
            return poller;
        });
        failure.set(new IOException("broken on purpose"));
        Started lost = place();
        system.stopped(lost.channel()).join();
        failure.set(null);

        for (int i = 0; i < 10; i++) {
            place();
        }
        ask();
        told.expect(Refused.class);
    }

    @Test
    void shouldReplaceASelectorThatWasKilledAndGetItsSlotsBack() {
        start(9);
        for (int round = 0; round < 5; round++) {
            List<Started> all = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                all.add(place());
            }
            for (int i = 0; i < LOOPS; i++) {
                String name = "selector-" + i;
                ActorRef<?> selector = find(name);
                system.kill(selector).join();
                awaitSoon(() -> find(name) != null && find(name) != selector);
            }
            all.forEach(channel -> assertNotNull(system.stopped(channel.channel()).join()));
        }
    }

    @Test
    void shouldPlaceOnAnotherSelectorWhatOneHasMissed() {
        start(1000);
        for (int round = 0; round < 20; round++) {
            String name = "selector-" + round % LOOPS;
            awaitSoon(() -> find(name) != null);
            system.kill(find(name)).join();
            for (int i = 0; i < LOOPS; i++) {
                place();
            }
        }
    }

    private static void awaitSoon(Callable<Boolean> reached) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(reached);
    }

    private ActorRef<?> find(String name) {
        return system.tree().join().all().filter(node -> node.name().equals(name)).findFirst().map(node -> node.ref())
            .orElse(null);
    }
}
