package dev.sluice.bench.savina.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What is played: the programs of Savina with its parameters, and some more. */
public enum Workload {
    /** Two actors, one message on its way. */
    PINGPONG(Parameters.of("pings", 40_000, 1000), n -> n[0]),
    /** One actor tells another one as fast as it can. */
    COUNT(Parameters.of("messages", 1_000_000, 10_000), n -> n[0]),
    /** One actor tells many. */
    FJTHRPUT(Parameters.of("actors", 60, 10).and("messages", 10_000, 100), n -> (long) n[0] * n[1]),
    /** Actors that live for one message. */
    FJCREATE(Parameters.of("actors", 40_000, 500), n -> n[0]),
    /** A token goes around. */
    THREADRING(Parameters.of("actors", 100, 10).and("hops", 100_000, 1005), n -> (long) n[0] + n[1]),
    /** Many meet in one place. */
    CHAMENEOS(Parameters.of("creatures", 100, 10).and("meetings", 200_000, 500), n -> 2L * n[1]),
    /** Everybody pings everybody. */
    BIG(Parameters.of("actors", 120, 10).and("pings", 20_000, 100), n -> (long) n[0] * n[1]),
    /** Transfers between accounts, each of which waits for its other side. */
    BANKING(Parameters.of("accounts", 1000, 20).and("transfers", 50_000, 500),
        n -> (long) n[0] * Workload.BALANCE + n[1]),
    /** Producers that are held back, and consumers. */
    BNDBUFFER(Parameters.of("buffer", 50, 10).and("producers", 40, 8).and("items", 1000, 10).and("consumers", 40, 8)
        .and("cost", 25, 1), n -> (long) n[1] * n[2] * (n[2] + 1) / 2),
    /** An actor for each call of the naive recursion. */
    FIB(Parameters.of("n", 25, 10), n -> fibonacci(n[0])),
    /** Many games of pingpong at the same time. */
    PAIRS(Parameters.of("pairs", 10_000, 20).and("pings", 100, 50), n -> (long) n[0] * n[1]),
    /** A tree of actors, ten below each, whose leaves are summed up. */
    SKYNET(Parameters.of("leaves", 1_000_000, 1000), n -> (long) n[0] * (n[0] - 1) / 2),
    /** Actors with nothing to do. */
    IDLE(Parameters.of("actors", 1_000_000, 1000), n -> n[0]),
    /** A tree of actors, ten below each, that stops from the top. */
    TREE(Parameters.of("actors", 100_000, 1000), n -> n[0]);

    /** What is in an account at first. */
    public static final long BALANCE = 1_000_000;

    private final Parameters parameters;
    private final ToLongFunction<int[]> result;

    Workload(Parameters parameters, ToLongFunction<int[]> result) {
        this.parameters = parameters;
        this.result = result;
    }

    /**
     * Reads names as they are written on the command line.
     *
     * @param list separated by commas
     * @return the workloads, in the order of the list
     * @throws IllegalArgumentException if there is no such name
     */
    public static List<Workload> parse(String list) {
        return Arrays.stream(list.split(",")).map(Workload::one).toList();
    }

    private static Workload one(String label) {
        return Arrays.stream(values()).filter(workload -> workload.label().equals(label)).findFirst().orElseThrow(
            () -> new IllegalArgumentException("no such program: " + label + "; there are " + labels()));
    }

    /** All, as they are written on the command line. */
    public static String labels() {
        return String.join(",", Arrays.stream(values()).map(Workload::label).toList());
    }

    /** Its name, as it is written on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its parameters in their order; tiny ones show only whether it works. */
    public int[] sizes(boolean tiny) {
        return tiny ? parameters.tiny() : parameters.full();
    }

    /** The names of its parameters, each with its value. */
    public Map<String, Integer> parameters(boolean tiny) {
        return parameters.named(sizes(tiny));
    }

    /** What {@link Program#play} returns with these parameters, if nothing goes wrong. */
    public long result(int... sizes) {
        return result.applyAsLong(sizes);
    }

    private static long fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }
}
