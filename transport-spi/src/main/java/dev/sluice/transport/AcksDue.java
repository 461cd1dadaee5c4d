package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection.Ack;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acks of one flush. Cumulative ones wait for its end, so that of those to one actor only the last is told. One per loop. */
final class AcksDue {
    private static final Logger LOG = LoggerFactory.getLogger(AcksDue.class);

    private final SequencedMap<ActorRef<?>, Ack<?>> last = new LinkedHashMap<>();

    /** A write is done. */
    void add(Ack<?> ack) {
        Ack<?> earlier = last.isEmpty() ? null : last.remove(ack.to());
        if (ack.cumulative()) {
            last.put(ack.to(), ack);
            return;
        }
        if (earlier != null) {
            tell(earlier);
        }
        tell(ack);
    }

    /** The flush is over. */
    void tell() {
        if (!last.isEmpty()) {
            last.values().forEach(AcksDue::tell);
            last.clear();
        }
    }

    /** One that can't be told shall not cost others theirs: those to come may be of another connection. */
    private static void tell(Ack<?> ack) {
        try {
            ack.tellDone();
        } catch (RuntimeException e) {
            LOG.error("an ack can't be told to {}", ack.to(), e);
        }
    }
}
