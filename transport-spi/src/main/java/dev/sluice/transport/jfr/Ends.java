package dev.sluice.transport.jfr;

import java.util.function.Supplier;

/** The addresses of a connection, as they are recorded: a handle that can't say them any more must not spoil what is told. */
final class Ends {
    private Ends() {}

    static String text(Supplier<?> address) {
        try {
            return String.valueOf(address.get());
        } catch (RuntimeException e) {
            return "unknown: " + e;
        }
    }
}
