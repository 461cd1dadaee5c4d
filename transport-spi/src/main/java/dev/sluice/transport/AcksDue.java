package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection.Ack;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The acks of one flush. Cumulative ones wait for its end, so that of those to one actor only the last is told. One per loop. */
final class AcksDue {
    private final SequencedMap<ActorRef<?>, Ack<?>> last = new LinkedHashMap<>();

    /** A write is done. */
    void add(Ack<?> ack) {
        Ack<?> earlier = last.isEmpty() ? null : last.remove(ack.to());
        if (ack.cumulative()) {
            last.put(ack.to(), ack);
            return;
        }
        if (earlier != null) {
            earlier.tellDone();
        }
        ack.tellDone();
    }

    /** The flush is over. */
    void tell() {
        if (!last.isEmpty()) {
            last.values().forEach(Ack::tellDone);
            last.clear();
        }
    }
}
