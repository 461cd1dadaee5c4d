package dev.sluice.bench.echo.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The servers that can be measured, each by its main class and arguments. The first one is what the others are held
 * against.
 */
public enum ServerKind {
    /** The yardstick. */
    BARE(BareEchoServer.class),
    /** The handler beside its connection, on the loop. */
    SLUICE(SluiceEchoServer.class),
    /** The handler on the pool. */
    SLUICE_POOL(SluiceEchoServer.class, "--handler", "pool"),
    /** As {@link #SLUICE}, on a loop that polls for a while before it blocks. */
    SLUICE_SPIN(SluiceEchoServer.class, "--spin-micros", "200");

    final Class<?> main;
    final List<String> arguments;

    ServerKind(Class<?> main, String... arguments) {
        this.main = main;
        this.arguments = List.of(arguments);
    }

    public static List<ServerKind> parse(String list) {
        return Arrays.stream(list.split(",")).map(ServerKind::one).toList();
    }

    private static ServerKind one(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst().orElseThrow(
            () -> new IllegalArgumentException("no such server: " + label + "; there are " + labels()));
    }

    /** All, as they are written on the command line. */
    public static String labels() {
        return String.join(",", Arrays.stream(values()).map(ServerKind::label).toList());
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
