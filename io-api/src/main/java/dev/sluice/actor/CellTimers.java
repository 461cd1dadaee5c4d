package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The timers of one actor: each is an entry of the scheduler, then a message that is looked at once more when it is opened. */
final class CellTimers<M> implements Timers<M> {
    private enum Kind {
        ONCE, AFTER_HANDLING, AT_RATE
    }

    private final Cell<M> cell;
    private final Scheduler scheduler;
    private final Map<Object, Tick> ticks = new LinkedHashMap<>();

    CellTimers(Cell<M> cell) {
        this.cell = cell;
        this.scheduler = cell.scheduler();
    }

    @Override
    public void once(Object key, Duration delay, M message) {
        start(key, delay, message, Kind.ONCE);
    }

    @Override
    public void every(Object key, Duration period, M message) {
        start(key, requirePositive(period), message, Kind.AFTER_HANDLING);
    }

    @Override
    public void atRate(Object key, Duration period, M message) {
        start(key, requirePositive(period), message, Kind.AT_RATE);
    }

    private static Duration requirePositive(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period is not positive: " + period);
        }
        return period;
    }

    private void start(Object key, Duration delay, M message, Kind kind) {
        cell.requireInside();
        Objects.requireNonNull(message, "message");
        end(key, message);
        Tick tick = new Tick(key, Scheduler.nanos(delay), message, kind);
        ticks.put(Objects.requireNonNull(key, "key"), tick);
        tick.schedule(tick.period);
    }

    @Override
    public void cancel(Object key) {
        cell.requireInside();
        end(key, null);
    }

    private void end(Object key, Object next) {
        Tick tick = ticks.remove(key);
        if (tick != null) {
            tick.end(next);
        }
    }

    void cancelAll() {
        List<Tick> all = List.copyOf(ticks.values());
        ticks.clear();
        all.forEach(tick -> tick.end(null));
    }

    private final class Tick implements Delivery, Runnable {
        private final Object key;
        private final long period;
        private final M message;
        private final Kind kind;
        private long due;
        private boolean over;
        /** The actor has had the message: what it owns is the actor's. */
        private boolean taken;
        private Timer timer;

        Tick(Object key, long period, M message, Kind kind) {
            this.key = key;
            this.period = period;
            this.message = message;
            this.kind = kind;
            this.due = scheduler.nanoTime();
        }

        void schedule(long delay) {
            due += delay;
            timer = scheduler.schedule(due - scheduler.nanoTime(), this);
        }

        /** No loss that anybody need hear of; but what the message owns is released, unless the next timer has it. */
        void end(Object next) {
            over = true;
            timer.cancel();
            if (!taken && message != next) {
                DeadLetters.discard(message);
            }
        }

        @Override
        public void run() {
            cell.send(new Envelope(message, this));
        }

        @Override
        public Origin origin() {
            return Origin.TIMER;
        }

        @Override
        public Object open(Cell<?> receiver, Object opened) {
            if (over) {
                return null;
            }
            taken = true;
            switch (kind) {
                case ONCE -> ticks.remove(key);
                case AT_RATE -> schedule(untilNext());
                case AFTER_HANDLING -> {
                }
            }
            return opened;
        }

        /** From the last due time to the first one in the future: what was missed is left out. */
        private long untilNext() {
            long late = scheduler.nanoTime() - due;
            return period * (late / period + 1);
        }

        @Override
        public void handled(Cell<?> receiver, Object opened) {
            if (kind == Kind.AFTER_HANDLING && !over) {
                due = scheduler.nanoTime();
                schedule(period);
            }
        }

        @Override
        public boolean dropped(Object lost) {
            return false;
        }
    }
}
