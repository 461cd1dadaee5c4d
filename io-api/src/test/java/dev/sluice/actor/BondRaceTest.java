package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links and dependences that are made while one of the two is ending. */
class BondRaceTest {
    private static final int ROUNDS = 3_000;

    private final ActorSystem system = ActorSystem.create(Settings.named("bonds").loops(1).poolThreads(2));

    @AfterEach
    void close() {
        system.close();
    }

    private Spec somewhere(int round) {
        return Spec.named("actor").on(Zone.values()[round % 2].of(system));
    }

    private static Stop end(CompletableFuture<Stop> stopped) {
        return stopped.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void g18c_a_link_to_one_that_is_just_failing_breaks_whoever_is_first() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            ActorRef<Act> failing = system.spawn(somewhere(round), Act::actor);
            ActorRef<Act> linking = system.spawn(somewhere(round / 2), Act::actor);
            CompletableFuture<Stop> stopped = system.stopped(linking);
            Threads.parallel(2, number -> (number == 0 ? failing : linking)
                .tell(number == 0 ? Boom::act : ctx -> ctx.link(failing)));
            assertInstanceOf(LinkBrokenException.class, assertInstanceOf(Stop.Failed.class, end(stopped)).cause());
        }
    }

    @Test
    void g18c_both_fail_when_both_link_and_one_is_just_failing() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            ActorRef<Act> one = system.spawn(somewhere(round), Act::actor);
            ActorRef<Act> two = system.spawn(somewhere(round / 2), Act::actor);
            List<CompletableFuture<Stop>> ends = List.of(system.stopped(one), system.stopped(two));
            Threads.parallel(2, number -> (number == 0 ? one : two).tell(ctx -> {
                ctx.link(number == 0 ? two : one);
                if (number == 0) {
                    ctx.self().tell(Boom::act);
                }
            }));
            ends.forEach(end -> assertInstanceOf(Stop.Failed.class, end(end)));
        }
    }

    @Test
    void g18c_a_trapped_end_comes_exactly_once() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            ActorRef<Act> ending = system.spawn(somewhere(round), Act::actor);
            ActorRef<Act> trapping = system.spawn(somewhere(round / 2), Act::actor);
            CompletableFuture<Void> heard = new CompletableFuture<>();
            boolean fails = round % 3 == 0;
            Threads.parallel(2, number -> (number == 0 ? ending : trapping).tell(number == 0 ? ctx -> {
                if (fails) {
                    throw new Boom();
                }
                ctx.stop();
            } : ctx -> ctx.link(ending, gone -> self -> {
                told.incrementAndGet();
                heard.complete(null);
            })));
            heard.orTimeout(30, TimeUnit.SECONDS).join();
            assertEquals(new Stop.Normal(), end(system.drain(trapping)));
        }
        assertEquals(ROUNDS, told.get());
    }

    /** Neither stays behind, and the server waits for nobody who has not been asked. */
    @Test
    void g18d_who_depends_on_one_that_is_just_stopping_ends_too() throws InterruptedException {
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            ActorRef<Act> server = system.spawn(somewhere(round), Act::actor);
            Spec where = somewhere(round / 2);
            CompletableFuture<Stop> client = new CompletableFuture<>();
            CompletableFuture<Stop> ended = system.stopped(server);
            Threads.parallel(2, number -> {
                if (number == 0) {
                    system.stop(server);
                } else {
                    ActorRef<Act> depending = system.spawn(where, ctx -> {
                        ctx.startup().dependOn(server);
                        return Act.actor(ctx);
                    });
                    system.stopped(depending).thenAccept(client::complete);
                }
            });
            assertEquals(new Stop.Normal(), end(ended));
            end(client);
        }
        assertTrue(System.nanoTime() - begin < Duration.ofMinutes(2).toNanos(), "somebody waited for a deadline");
    }
}
