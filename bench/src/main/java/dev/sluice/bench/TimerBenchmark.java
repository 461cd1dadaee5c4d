package dev.sluice.bench;

import dev.sluice.runtime.TimerHeap;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A loop's heap of timers beside Agrona's wheel, in nanoseconds for each timer. So many timers wait all the time,
 * spread over the next second.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 3, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
public class TimerBenchmark {
    /** A power of two, as the wheel wants it; about a millisecond. */
    private static final long TICK = 1 << 20;
    private static final int PERIOD_TICKS = 1000;
    private static final long PERIOD = PERIOD_TICKS * TICK;
    private static final int EXPIRIES = 1000;

    /** How many wait, and a clock that is turned by hand, the same for both. */
    @State(Scope.Benchmark)
    public static class Load {
        @Param({"1000", "100000"})
        public int armed;
        private final long[] delays = new Random(42).longs(1024, 0, PERIOD).toArray();
        private int next;
        /** An expired timer is armed again, one period later; so the same number expires in each tick. */
        int ticksForExpiries;
        long now;

        @Setup
        public void setUp() {
            ticksForExpiries = (int) ((long) PERIOD_TICKS * EXPIRIES / armed);
        }

        /** Evenly spread; in the middle of a tick. */
        long deadline(int index) {
            return now + (long) index * PERIOD_TICKS / armed * TICK + TICK / 2;
        }

        long anyDeadline() {
            return now + delays[next++ & (delays.length - 1)];
        }
    }

    /** The product's. */
    @State(Scope.Benchmark)
    public static class Heap {
        final TimerHeap heap = new TimerHeap();
        final TimerHeap.Entry extra = new Again(this, null);

        @Setup
        public void fill(Load load) {
            for (int i = 0; i < load.armed; i++) {
                heap.add(new Again(this, load), load.deadline(i));
            }
            System.gc();
        }
    }

    private static final class Again extends TimerHeap.Entry {
        private final Heap owner;
        private final Load load;

        Again(Heap owner, Load load) {
            this.owner = owner;
            this.load = load;
        }

        @Override
        protected void fire() {
            owner.heap.add(this, load.now + PERIOD - TICK / 2);
        }
    }

    /** Agrona's. */
    @State(Scope.Benchmark)
    public static class Wheel {
        /** More than a revolution is in use, and each spoke has room. */
        private static final int TICKS_PER_WHEEL = 1024;

        DeadlineTimerWheel wheel;

        @Setup
        public void fill(Load load) {
            int room = Integer.highestOneBit(2 * load.armed / PERIOD_TICKS) * 2;
            wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, load.now, TICK, TICKS_PER_WHEEL, room);
            for (int i = 0; i < load.armed; i++) {
                wheel.scheduleTimer(load.deadline(i));
            }
            System.gc();
        }
    }

    @Benchmark
    public void scheduleAndCancelHeap(Heap heap, Load load) {
        heap.heap.add(heap.extra, load.anyDeadline());
        heap.heap.remove(heap.extra);
    }

    @Benchmark
    public boolean scheduleAndCancelWheel(Wheel wheel, Load load) {
        return wheel.wheel.cancelTimer(wheel.wheel.scheduleTimer(load.anyDeadline()));
    }

    @Benchmark
    @OperationsPerInvocation(EXPIRIES)
    public int expireHeap(Heap heap, Load load) {
        int fired = 0;
        for (int tick = 0; tick < load.ticksForExpiries; tick++) {
            load.now += TICK;
            fired += heap.heap.fireUntil(load.now);
        }
        return requireAll(fired);
    }

    @Benchmark
    @OperationsPerInvocation(EXPIRIES)
    public int expireWheel(Wheel wheel, Load load) {
        DeadlineTimerWheel timers = wheel.wheel;
        DeadlineTimerWheel.TimerHandler again = (unit, now, id) -> {
            timers.scheduleTimer(now + PERIOD - TICK / 2);
            return true;
        };
        int fired = 0;
        for (int tick = 0; tick < load.ticksForExpiries; tick++) {
            load.now += TICK;
            fired += timers.poll(load.now, again, Integer.MAX_VALUE);
        }
        return requireAll(fired);
    }

    private static int requireAll(int fired) {
        if (fired != EXPIRIES) {
            throw new IllegalStateException("fired " + fired + " instead of " + EXPIRIES);
        }
        return fired;
    }
}
