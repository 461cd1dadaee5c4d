package dev.sluice.actor;

import java.util.Objects;

/**
 * What actors are registered under in a {@link Registry}: a name that carries a protocol. Two keys are equal only if they are
 * the same object, so that nobody meets another one's key by chance; keep it where both sides can see it.
 *
 * <pre>{@code
 * static final Key<Store> STORE = Key.named("store");
 * }</pre>
 *
 * @param <M> what can be sent to the actors behind it
 */
public final class Key<M> {
    private final String name;

    private Key(String name) {
        this.name = name;
    }

    /**
     * Makes a key, equal to no other.
     *
     * @param name a label for people
     * @param <M> what can be sent to the actors behind it
     * @return a new key
     */
    public static <M> Key<M> named(String name) {
        return new Key<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * The label.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "Key[" + name + "]";
    }
}
