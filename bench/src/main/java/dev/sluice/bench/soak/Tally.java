package dev.sluice.bench.soak;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How much of everything there was. Any thread. */
final class Tally {
    enum What {
        /** Echoed at the fixed rate. */
        MESSAGES,
        /** Megabytes that the bulk streams got back. */
        BULK_MEGABYTES,
        /** Connections that exchanged, and closed in order. */
        EXCHANGES,
        /** Connections that ended their output first. */
        HALF_CLOSES,
        /** Connections that were reset in mid-stream. */
        RESETS,
        /** Megabytes that the slow readers got back. */
        SLOW_MEGABYTES,
        /** How often a slow reader could send no more. */
        STALLS, DATAGRAMS_SENT, DATAGRAMS_BACK;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final Map<What, LongAdder> counts = new EnumMap<>(What.class);

    Tally() {
        for (What what : What.values()) {
            counts.put(what, new LongAdder());
        }
    }

    void add(What what, long count) {
        counts.get(what).add(count);
    }

    long of(What what) {
        return counts.get(what).sum();
    }

    /** What has not come back. */
    long lostDatagrams() {
        return of(What.DATAGRAMS_SENT) - of(What.DATAGRAMS_BACK);
    }

    Map<String, Object> toMap() {
        Map<String, Object> all = new TreeMap<>();
        counts.forEach((what, count) -> all.put(what.label(), count.sum()));
        return all;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((what, count) -> text.append(String.format("  %-16s %,d%n", what.label(), count.sum())));
        return text.toString();
    }
}
