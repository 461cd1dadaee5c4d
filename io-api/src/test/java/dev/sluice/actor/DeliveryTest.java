package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryTest {
    private static final int SENDERS = 4;

    /** Neither volatile nor locked. */
    private static final class Plain {
        int count;
        boolean busy;

        void step() {
            if (busy) {
                throw new AssertionError("two at a time");
            }
            busy = true;
            count++;
            busy = false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void g1_oneMessageAtATimeAlsoOverRestarts(Zone zone) throws Exception {
        int each = 25_000;
        try (ActorSystem system = ActorSystem.create("g1")) {
            Plain plain = new Plain();
            AtomicInteger failures = new AtomicInteger();
            Spec spec = Spec.named("counter").on(zone.of(system)).onFailure(failure -> {
                failures.addAndGet(failure.cause() instanceof Boom ? 1 : each);
                return Directive.restart();
            });
            ActorRef<Act> counter = system.spawn(spec, ctx -> {
                plain.step();
                return act -> act.run(ctx);
            });

            Threads.parallel(SENDERS, sender -> {
                for (int i = 1; i <= each; i++) {
                    boolean fails = i % 500 == 0;
                    counter.tell(ctx -> {
                        plain.step();
                        if (fails) {
                            throw new Boom();
                        }
                    });
                }
            });

            CompletableFuture<Integer> count = new CompletableFuture<>();
            counter.tell(ctx -> count.complete(plain.count));
            int restarts = SENDERS * each / 500;
            assertEquals(SENDERS * each + restarts + 1, count.join());
            assertEquals(restarts, failures.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void g2_everyCallShouldSeeWhatTheOneBeforeWrote(Zone zone) {
        try (ActorSystem system = ActorSystem.create("g2")) {
            for (int round = 0; round < 300; round++) {
                Plain plain = new Plain();
                List<Integer> seen = new ArrayList<>();
                Spec spec = Spec.named("writer").on(zone.of(system)).onFailure(failure -> Directive.restart());
                ActorRef<int[]> writer = system.spawn(spec, ctx -> {
                    seen.add(plain.count);
                    return new Actor<>() {
                        @Override
                        public void on(int[] message) {
                            plain.count += message[0];
                            if (plain.count == 10) {
                                throw new Boom();
                            }
                        }

                        @Override
                        public void stopping(Stop reason) {
                            seen.add(plain.count++);
                        }
                    };
                });
                CompletableFuture<Integer> last = new CompletableFuture<>();
                system.<Act>spawn("watcher", Act::actor)
                    .tell(ctx -> ctx.watch(writer, gone -> then -> last.complete(plain.count)));

                for (int i = 0; i < 20; i++) {
                    int[] message = new int[1];
                    message[0] = 1;
                    writer.tell(message);
                }
                system.drain(writer);

                assertEquals(22, last.join());
                assertEquals(List.of(0, 10, 11, 21), seen);
            }
        }
    }

    private record Numbered(int sender, int number, int hops) {}

    /** Counts what it sends to each, checks what it gets from each, and sends on at random. */
    private static final class Forwarder implements Actor<Numbered> {
        final int id;
        final List<ActorRef<Numbered>> all;
        final int[] sent = new int[100];
        final int[] seen = new int[100];
        final CountDownLatch handled;
        final AtomicInteger wrong;

        Forwarder(int id, List<ActorRef<Numbered>> all, CountDownLatch handled, AtomicInteger wrong) {
            this.id = id;
            this.all = all;
            this.handled = handled;
            this.wrong = wrong;
        }

        @Override
        public void on(Numbered message) {
            if (message.number != seen[message.sender]++) {
                wrong.incrementAndGet();
            }
            if (message.hops > 0) {
                send(message.hops - 1);
            }
            handled.countDown();
        }

        void send(int hops) {
            int target = ThreadLocalRandom.current().nextInt(all.size());
            all.get(target).tell(new Numbered(id, sent[target]++, hops));
        }
    }

    @Test
    void g3_firstInFirstOutForEachSenderAndReceiver() throws Exception {
        int actors = 15;
        int hops = 9;
        int each = 2_500;
        CountDownLatch handled = new CountDownLatch(SENDERS * each * (hops + 1));
        AtomicInteger wrong = new AtomicInteger();
        try (ActorSystem system = ActorSystem.create("g3")) {
            List<ActorRef<Numbered>> all = new ArrayList<>();
            for (int i = 0; i < actors; i++) {
                int id = i;
                Spec spec = Spec.named("forwarder").on(Zone.values()[i % Zone.values().length].of(system));
                all.add(system.spawn(spec, ctx -> new Forwarder(id, all, handled, wrong)));
            }

            Threads.parallel(SENDERS, sender -> {
                Forwarder thread = new Forwarder(actors + sender, all, handled, wrong);
                for (int i = 0; i < each; i++) {
                    thread.send(hops);
                }
            });

            handled.await();
            assertEquals(0, wrong.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POOL", "LOOP", "VIRTUAL_THREADS"})
    void g5_nothingSentThroughAFreshRefIsLost(Zone zone) throws Exception {
        int rounds = 100_000;
        CountDownLatch handled = new CountDownLatch(rounds);
        try (ActorSystem system = ActorSystem.create("g5")) {
            Spec spec = Spec.named("short").on(zone.of(system));
            for (int i = 0; i < rounds; i++) {
                system.<Act>spawn(spec, Act::actor).tell(ctx -> {
                    handled.countDown();
                    ctx.stop();
                });
            }
            handled.await();
            assertEquals(0, system.deadLetters());
        }
    }
}
