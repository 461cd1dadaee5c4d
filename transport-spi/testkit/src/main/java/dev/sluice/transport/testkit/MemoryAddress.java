package dev.sluice.transport.testkit;

import java.net.SocketAddress;
import java.util.Objects;

/** A name in memory. Two of the same name are equal. */
public final class MemoryAddress extends SocketAddress {
    private static final long serialVersionUID = 1;

    private final String name;

    /**
     * An address.
     *
     * @param name any text
     */
    public MemoryAddress(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemoryAddress address && address.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "memory:" + name;
    }
}
