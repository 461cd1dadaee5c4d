package dev.sluice.bench.echo.server;

import static dev.sluice.bench.echo.server.Transport.TCP;
import static dev.sluice.bench.echo.server.Transport.UDP;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The servers that can be measured, each by its main class and arguments. Each has one thread for its input and output,
 * and where its design asks for more of them, it says so. None of them is tuned further than that: allocator, buffers
 * and batches are what its authors have chosen.
 */
public enum ServerKind {
    /** The yardstick of TCP. */
    BARE(TCP, BareEchoServer.class),
    /** The handler beside its connection, on the loop. */
    SLUICE(TCP, SluiceEchoServer.class),
    /** The handler on the pool. */
    SLUICE_POOL(TCP, SluiceEchoServer.class, "--handler", "pool"),
    /** As {@link #SLUICE}, and nothing is read before the last write has been taken. */
    SLUICE_ACK(TCP, SluiceEchoServer.class, "--echo", "ack"),
    /** As {@link #SLUICE}, and written from the buffer that was read into. */
    SLUICE_LEASED(TCP, SluiceEchoServer.class, "--echo", "leased"),
    /** As {@link #SLUICE}, on a loop that polls for a while before it blocks. */
    SLUICE_SPIN(TCP, SluiceEchoServer.class, "--spin-micros", "200"),
    /** On the JDK's selector. */
    NETTY_NIO(TCP, NettyEchoServer.class, "--io", "nio"),
    /** On its own library for Linux. */
    NETTY_EPOLL(TCP, NettyEchoServer.class, "--io", "epoll"),
    /** Writes without acks. */
    PEKKO(TCP, PekkoEchoServer.class),
    /** Nothing is read before the last write has been taken. */
    PEKKO_ACK(TCP, PekkoEchoServer.class, "--echo", "ack"),
    /** One event loop. */
    VERTX(TCP, VertxEchoServer.class),
    /** Blocking calls, one virtual thread for each connection. */
    VIRTUAL_THREADS(TCP, VirtualThreadsEchoServer.class),

    /** The yardstick of UDP. */
    BARE_UDP(UDP, BareDatagramEchoServer.class),
    /** The handler beside its endpoint, on the loop. */
    SLUICE_UDP(UDP, SluiceDatagramEchoServer.class),
    /** On the JDK's selector. */
    NETTY_UDP(UDP, NettyDatagramEchoServer.class, "--io", "nio"),
    /** On its own library for Linux. */
    NETTY_EPOLL_UDP(UDP, NettyDatagramEchoServer.class, "--io", "epoll"),
    /** One socket. */
    PEKKO_UDP(UDP, PekkoDatagramEchoServer.class);

    final Class<?> main;
    final List<String> arguments;
    private final Transport transport;

    ServerKind(Transport transport, Class<?> main, String... arguments) {
        this.transport = transport;
        this.main = main;
        this.arguments = List.of(arguments);
    }

    public Transport transport() {
        return transport;
    }

    /** Whether all that it needs is on the class path. */
    public boolean isAvailable() {
        return !arguments.contains("epoll") || NettyIo.hasNativeLibrary();
    }

    /** What this one is held against. */
    public ServerKind yardstick() {
        return transport == TCP ? BARE : BARE_UDP;
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
