package dev.sluice.actor;

import dev.sluice.jfr.DeadLetterEvent;
import dev.sluice.loop.Scheduler;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where lost messages end: counted, told to listeners, logged sparingly, discarded if they own something. */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);
    private static final long LOGGED_AT_FIRST = 10;
    private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong count = new AtomicLong();
    private final Map<DeadLetter.Reason, LongAdder> counts = new EnumMap<>(DeadLetter.Reason.class);
    private final Scheduler clock;
    private final AtomicLong lastLogged;
    private final List<Consumer<? super DeadLetter>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean muted;

    DeadLetters(Scheduler clock) {
        this.clock = clock;
        this.lastLogged = new AtomicLong(clock.nanoTime());
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    Map<DeadLetter.Reason, Long> byReason() {
        return counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, count -> count.getValue().sum()));
    }

    long count() {
        return count.get();
    }

    Runnable listen(Consumer<? super DeadLetter> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The system is closing: losses are to be expected. */
    void mute() {
        muted = true;
    }

    void add(DeadLetter letter) {
        long number = count.incrementAndGet();
        counts.get(letter.reason()).increment();
        DeadLetterEvent.tell(letter.target(), letter.message(), letter.reason());
        listeners.forEach(listener -> tell(listener, letter));
        if (!muted && !(letter.message() instanceof DeadLetter.Silent) && isLogged(number)) {
            String more = number == LOGGED_AT_FIRST ? " (of the next ones few are logged)" : "";
            LOG.warn("dead letter {}{} to {} ({}): {}", number, more, letter.target(), letter.reason(),
                letter.message().getClass().getName());
        }
        discard(letter.message());
    }

    private static void tell(Consumer<? super DeadLetter> listener, DeadLetter letter) {
        try {
            listener.accept(letter);
        } catch (Throwable e) {
            LOG.error("a dead-letter listener failed", e);
        }
    }

    /** The first ten, then one in ten seconds at the most. */
    private boolean isLogged(long number) {
        long now = clock.nanoTime();
        long last = lastLogged.get();
        return number <= LOGGED_AT_FIRST || (now - last >= LOG_INTERVAL_NANOS && lastLogged.compareAndSet(last, now));
    }

    /** Releases what a message owns that nobody will handle. */
    static void discard(Object message) {
        if (message instanceof Owned owned) {
            try {
                owned.discard();
            } catch (Throwable e) {
                LOG.error("failed to discard {}", owned.getClass().getName(), e);
            }
        }
    }
}
