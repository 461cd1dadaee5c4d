package dev.sluice.io;

import java.net.SocketOption;
import java.util.Objects;

/** What can be known to be wrong with an option before there is a socket. */
final class OptionCheck {
    private OptionCheck() {}

    /** The type matters to those who come without generics, such as a configuration that was read. */
    static void check(SocketOption<?> option, Object value) {
        Objects.requireNonNull(option, "option");
        String name = option.name();
        Objects.requireNonNull(value, name);
        if (!option.type().isInstance(value)) {
            throw new IllegalArgumentException(name + " takes a value of " + option.type().getSimpleName() + ", not of "
                + value.getClass().getSimpleName() + ": " + value);
        }
        switch (name) {
            case "SO_LINGER" -> throw new IllegalArgumentException(
                "SO_LINGER is not offered: use Connection.Abort, or ConnectionSettings.linger");
            case "SO_INCOMING_NAPI_ID", "SO_PEERCRED" -> throw new IllegalArgumentException(
                name + " can't be set, only read");
            case "SO_SNDBUF", "SO_RCVBUF", "TCP_KEEPIDLE", "TCP_KEEPINTERVAL", "TCP_KEEPCOUNT" -> within(name, value, 1,
                Integer.MAX_VALUE);
            case "IP_TOS", "IP_MULTICAST_TTL" -> within(name, value, 0, 255);
            default -> {}
        }
    }

    private static void within(String name, Object value, int least, int most) {
        if (value instanceof Integer number && (number < least || number > most)) {
            String range = most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
            throw new IllegalArgumentException(name + " is not " + range + ": " + number);
        }
    }
}
