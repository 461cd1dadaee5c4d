package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where actors run: chosen at the spawn, by the same code in any place, also in one that somebody else has made. */
class PlaceTest {
    private final ActorSystem system = ActorSystem.create(Settings.named("place").loops(1).poolThreads(2));

    @AfterEach
    void close() {
        system.close();
    }

    private Thread threadOf(Spec spec) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        system.<Act>spawn(spec, Act::actor).tell(ctx -> thread.complete(Thread.currentThread()));
        return thread.join();
    }

    /** One method is all that a scheduler has to have. */
    @Test
    void row1_57_a_scheduler_of_ones_own_runs_actors() {
        LinkedBlockingQueue<Runnable> line = new LinkedBlockingQueue<>();
        AtomicInteger activations = new AtomicInteger();
        Dispatcher own = line::add;
        List<Integer> handled = new ArrayList<>();
        ActorRef<Integer> actor = system.spawn(Spec.named("actor").on(own), ctx -> handled::add);
        IntStream.range(0, 1_000).forEach(actor::tell);
        for (Runnable next = line.poll(); next != null; next = line.poll()) {
            next.run();
            activations.incrementAndGet();
        }
        assertEquals(IntStream.range(0, 1_000).boxed().toList(), handled);
        assertTrue(activations.get() >= 1_000 / 64, "each activation has an end: " + activations);
    }

    /** Stealing, and still fair: what comes from outside is taken in its order, and nobody waits behind newer work. */
    @Test
    void row1_58_a_work_stealing_pool_is_fair() throws InterruptedException {
        Dispatcher stealing = system.dispatcher("stealing", Threads.stealing(1));
        List<Integer> order = new ArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(100);
        system.<Act>spawn(Spec.named("first").on(stealing), Act::actor).tell(ctx -> gate.await());
        List<ActorRef<Act>> actors = IntStream.range(0, 100)
            .mapToObj(i -> system.<Act>spawn(Spec.named("next").on(stealing), Act::actor))
            .toList();
        IntStream.range(0, 100).forEach(i -> actors.get(i).tell(ctx -> {
            order.add(i);
            left.countDown();
        }));
        gate.countDown();
        left.await();
        assertEquals(IntStream.range(0, 100).boxed().toList(), order);
    }

    /** Such as the thread of a user interface: {@code Dispatcher.of(EventQueue::invokeLater)}. */
    @Test
    void row1_60_any_executor_is_a_dispatcher() {
        LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
        Thread ui = Thread.ofPlatform().daemon().name("events").start(() -> {
            try {
                while (true) {
                    events.take().run();
                }
            } catch (InterruptedException e) {
                assertFalse(Thread.currentThread().isInterrupted());
            }
        });
        assertSame(ui, threadOf(Spec.named("window").on(Dispatcher.of(events::add))));
        ui.interrupt();
    }

    @Test
    void row1_61_the_place_is_chosen_at_the_spawn() {
        Dispatcher pinned = system.dispatcher("pinned", Threads.pinned());
        Thread chosen = threadOf(Spec.named("there").on(pinned));
        assertSame(chosen, threadOf(Spec.named("there too").on(pinned)));
        assertNotSame(chosen, threadOf(Spec.named("elsewhere").on(system.dispatcher("other", Threads.pinned()))));
    }

    private record Count(int left, ActorRef<Count> next, CompletableFuture<String> done) {}

    /** The same actors, in any two places, know nothing of where they are. */
    @Test
    void row4_27_the_same_code_runs_wherever_it_is_put() {
        ActorFactory<Count> player = ctx -> count -> {
            if (count.left == 0) {
                count.done.complete("done");
            } else {
                count.next.tell(new Count(count.left - 1, ctx.self(), count.done));
            }
        };
        for (Zone one : Zone.values()) {
            for (Zone two : Zone.values()) {
                ActorRef<Count> first = system.spawn(Spec.named("one").on(one.of(system)), player);
                ActorRef<Count> second = system.spawn(Spec.named("two").on(two.of(system)), player);
                CompletableFuture<String> done = new CompletableFuture<>();
                first.tell(new Count(20, second, done));
                assertEquals("done", done.join());
            }
        }
    }

    @Test
    void g46_actors_share_a_few_platform_threads_unless_they_ask_for_others() {
        for (int i = 0; i < 100; i++) {
            Thread thread = threadOf(Spec.named("default"));
            assertFalse(thread.isVirtual());
            assertTrue(thread.getName().startsWith("place-pool-"), thread.getName());
        }
        assertTrue(dev.sluice.Threads.named("place-pool-").size() <= 2);
    }
}
