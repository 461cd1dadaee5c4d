package dev.sluice.actor;

import java.util.List;
import java.util.Objects;

/**
 * Who is registered under a key at one moment.
 *
 * @param key what they are registered under
 * @param refs those who are, in the order of registration; may be empty
 * @param <M> what can be sent to them
 */
public record Listing<M>(Key<M> key, List<ActorRef<M>> refs) {
    /** Checks and copies the fields. */
    public Listing {
        Objects.requireNonNull(key, "key");
        refs = List.copyOf(refs);
    }
}
