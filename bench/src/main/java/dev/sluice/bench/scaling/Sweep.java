package dev.sluice.bench.scaling;

import static dev.sluice.bench.echo.server.ServerKind.BARE;
import static dev.sluice.bench.echo.server.ServerKind.SLUICE;
import static dev.sluice.bench.echo.server.ServerKind.SLUICE_LEASED;
import static dev.sluice.bench.echo.server.ServerKind.SLUICE_POOL;

import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What is varied, while all else stays as it is: 64 connections, messages of 64 B, one loop, a handler that only
 * echoes. What could use several processors may: then nothing is pinned, and the client takes its share of them.
 */
enum Sweep {
    LOOPS("loops", Pinning.NONE, List.of(BARE, SLUICE), 1, 2, 4) {
        @Override
        List<String> arguments(int value) {
            return List.of("--loops", Integer.toString(value));
        }
    },
    CONNECTIONS("connections", Pinning.ofThisMachine(), List.of(BARE, SLUICE), 1, 4, 16, 64, 256, 1024, 4096) {
        @Override
        Load load(int value) {
            return Load.pingPong(value, BYTES, 1);
        }
    },
    SIZE("bytes of a message", Pinning.ofThisMachine(), List.of(BARE, SLUICE, SLUICE_LEASED), 64, 256, 1024, 4096,
        16_384, 65_536) {
        @Override
        Load load(int value) {
            return Load.pingPong(MANY, value, 1);
        }
    },
    WORK("µs of work for a message", Pinning.NONE, List.of(BARE, SLUICE, SLUICE_POOL), 0, 1, 5, 10, 20, 50) {
        @Override
        List<String> arguments(int value) {
            return List.of("--work-nanos", Integer.toString(value * 1000));
        }
    };

    private static final int MANY = 64;
    private static final int BYTES = 64;
    private static final int FEW = 2;

    final String axis;
    final Pinning pinning;
    /** The first one is what the others are held against. */
    final List<ServerKind> servers;
    private final int[] values;

    Sweep(String axis, Pinning pinning, List<ServerKind> servers, int... values) {
        this.axis = axis;
        this.pinning = pinning;
        this.servers = servers;
        this.values = values;
    }

    static List<Sweep> parse(String list) {
        return Arrays.stream(list.split(",")).map(label -> valueOf(label.toUpperCase(Locale.ROOT))).toList();
    }

    static String labels() {
        return String.join(",", Arrays.stream(values()).map(Sweep::label).toList());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The points of its curves. */
    List<Integer> points(boolean smoke) {
        return IntStream.of(values).limit(smoke ? FEW : values.length).boxed().toList();
    }

    /** What the servers are started with at a point: where that stays the same, they go on. */
    List<String> arguments(int value) {
        return List.of();
    }

    Load load(int value) {
        return Load.pingPong(MANY, BYTES, 1);
    }
}
