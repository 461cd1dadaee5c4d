package dev.sluice.bench.echo.client;

import java.util.Arrays;
import java.util.Locale;

/** What goes to a server and back. */
public enum Exchange {
    /** Messages, each answer the signal for the next; the rate is of messages. */
    PING_PONG("messages"),
    /** The same with chunks, so many on the way that the connection is always full; the rate is of MiB. */
    BULK("MiB"),
    /** Connect, one byte there and back, close, and again; the rate is of connections. */
    CHURN("connections"),
    /** Over UDP, one on the way in each socket; what stays away for long is lost, and sent again. */
    DATAGRAMS("messages"),
    /** Many connections of which a few are touched, on a schedule that waits for no answer. */
    IDLE("messages");

    private final String unit;

    Exchange(String unit) {
        this.unit = unit;
    }

    static Exchange of(String label) {
        return Arrays.stream(values()).filter(exchange -> exchange.label().equals(label)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such exchange: " + label));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a rate counts, in the plural. */
    public String unit() {
        return unit;
    }
}
