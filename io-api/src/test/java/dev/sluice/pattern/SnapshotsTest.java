package dev.sluice.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a new instance begins with. */
class SnapshotsTest {
    private static final int FAIL = -1;
    private static final int SAVE = -2;

    private final ManualSystem manual = ManualSystem.create("snapshots");
    private final Probe<Integer> sums = Probe.in(manual);
    private final Snapshots<Integer> snapshots = Snapshots.inMemory();

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorRef<Integer> adder(BiFunction<Context<Integer>, Integer, Actor<Integer>> make) {
        Spec spec = Spec.named("adder").onFailure(failure -> Directive.restart());
        return manual.system().spawn(spec, ctx -> make.apply(ctx, snapshots.last().orElse(0)));
    }

    /** Adds up, and tells each sum; what saving means is the subclass's. */
    private class Adder implements Actor<Integer> {
        int sum;

        Adder(int begin) {
            sum = begin;
        }

        @Override
        public void on(Integer number) {
            if (number == FAIL) {
                throw new IllegalStateException("fail");
            }
            sum += number;
            sums.ref().tell(sum);
        }
    }

    private void expect(ActorRef<Integer> adder, int[] numbers, int... expected) {
        for (int number : numbers) {
            adder.tell(number);
        }
        for (int sum : expected) {
            sums.expect(sum);
        }
        sums.expectNothing();
    }

    @Test
    void row1_51_fromTheSourceTheFactoryLoadsAgain() {
        expect(adder((ctx, saved) -> new Adder(100)), new int[] {1, 2, FAIL, 5}, 101, 103, 105);
    }

    @Test
    void row1_51_theLastGoodStateIsSavedWithEachMessage() {
        expect(adder((ctx, saved) -> new Adder(saved) {
            @Override
            public void on(Integer number) {
                super.on(number);
                snapshots.save(sum);
            }
        }), new int[] {1, 2, FAIL, 5}, 1, 3, 8);
    }

    @Test
    void row1_51_aSnapshotIsSavedEverySoManyMessages() {
        Snapshots<Integer> everyTwo = snapshots.every(2);
        expect(adder((ctx, saved) -> new Adder(saved) {
            @Override
            public void on(Integer number) {
                super.on(number);
                everyTwo.save(sum);
            }
        }), new int[] {1, 2, 4, FAIL, 5}, 1, 3, 7, 8);
    }

    @Test
    void row1_51_aSnapshotIsSavedFromTimeToTime() {
        ActorRef<Integer> adder = adder((ctx, saved) -> {
            ctx.timers().every("save", Duration.ofSeconds(1), SAVE);
            return new Adder(saved) {
                @Override
                public void on(Integer number) {
                    if (number == SAVE) {
                        snapshots.save(sum);
                    } else {
                        super.on(number);
                    }
                }
            };
        });
        expect(adder, new int[] {1, 2}, 1, 3);
        manual.advance(Duration.ofSeconds(1));
        expect(adder, new int[] {4, FAIL, 5}, 7, 8);
    }

    @Test
    void row1_51_aSnapshotIsSavedAtTheStop() {
        CompletableFuture<Stop> reason = new CompletableFuture<>();
        expect(adder((ctx, saved) -> new Adder(saved) {
            @Override
            public void stopping(Stop why) {
                reason.complete(why);
                snapshots.save(sum);
            }
        }), new int[] {1, 2, FAIL, 5}, 1, 3, 8);
        assertEquals(Stop.Restarting.class, reason.join().getClass());
    }

    @Test
    void badArgumentsAreNamed() {
        assertEquals("saves is less than 1: 0",
            assertThrows(IllegalArgumentException.class, () -> snapshots.every(0)).getMessage());
        assertEquals("state", assertThrows(NullPointerException.class, () -> snapshots.save(null)).getMessage());
    }
}
