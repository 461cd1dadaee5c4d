package dev.sluice.transport.testkit;

import dev.sluice.transport.DatagramHandle;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A plan of what goes wrong with datagrams; immutable, each method that takes a value gives a copy. The same plan does the same again:
 * every handle that it wraps, and every {@link LossyProxy}, begins with the same seed.
 *
 * <p>Loss, duplicates and another order are what any network may do. To look in vain, to be blocked, an error that the network reports,
 * and one that can't be sent are within the contract of {@link DatagramHandle} too: an endpoint tells its handler, and lives on. Only the
 * failures of calls, and a socket that is broken, end it.
 *
 * {@snippet :
 * DatagramHandle handle = DatagramFaults.seeded(7).loses(10).duplicates(5).reorders(5).wrap(NioDatagram.of(channel));
 * }
 */
public final class DatagramFaults {
    /** Where a handle can be made to fail. */
    public enum Call {
        /** {@link DatagramHandle#attach}. */
        ATTACH,
        /** {@link DatagramHandle#receive}. */
        RECEIVE,
        /** {@link DatagramHandle#send}. */
        SEND,
        /** {@link DatagramHandle#on}. */
        COMMAND,
        /** {@link DatagramHandle#watched}. */
        WATCHED,
        /** {@link DatagramHandle#hasInput}. */
        HAS_INPUT,
        /** {@link DatagramHandle#dropped}. */
        DROPPED,
        /** {@link DatagramHandle#options}. */
        OPTIONS,
        /** {@link DatagramHandle#close}, which closes all the same. */
        CLOSE,
        /** {@link DatagramHandle#source}. */
        SOURCE,
        /** {@link DatagramHandle#localAddress} and {@code remoteAddress}. */
        ADDRESS
    }

    /** Throw this when it is called for the so manieth time. */
    record Failure(int time, Exception cause) {}

    private long seed;
    private int loses;
    private int duplicates;
    private int reorders;
    private int truncates;
    private int looksInVain;
    private int blocks;
    private int refuses;
    private int networkErrors;
    private int breaksAt;
    private Map<Call, Failure> failures = Map.of();

    private DatagramFaults() {}

    private DatagramFaults with(Consumer<DatagramFaults> change) {
        DatagramFaults copy = new DatagramFaults();
        copy.seed = seed;
        copy.loses = loses;
        copy.duplicates = duplicates;
        copy.reorders = reorders;
        copy.truncates = truncates;
        copy.looksInVain = looksInVain;
        copy.blocks = blocks;
        copy.refuses = refuses;
        copy.networkErrors = networkErrors;
        copy.breaksAt = breaksAt;
        copy.failures = failures;
        change.accept(copy);
        return copy;
    }

    /**
     * A plan in which nothing goes wrong.
     *
     * @param seed what all later chances are drawn from
     * @return a plan
     */
    public static DatagramFaults seeded(long seed) {
        return new DatagramFaults().with(copy -> copy.seed = seed);
    }

    /**
     * A plan of faults with which an endpoint lives on: how many of each kind, the seed decides too.
     *
     * @param seed any number
     * @return a plan
     */
    public static DatagramFaults rude(long seed) {
        Random random = new Random(seed);
        return seeded(seed).loses(some(random)).duplicates(some(random)).reorders(some(random)).truncates(some(random))
            .looksInVain(some(random)).blocks(some(random)).refuses(some(random)).networkErrors(some(random));
    }

    private static int some(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt(60);
    }

    /**
     * A plan of such faults, at the end of which the socket breaks, or a random call fails: with an {@link IOException}, or with an
     * exception that nobody expects.
     *
     * @param seed any number
     * @return a plan
     */
    public static DatagramFaults fatal(long seed) {
        DatagramFaults rude = rude(seed);
        Random random = new Random(~seed);
        int time = 1 + random.nextInt(20);
        if (random.nextInt(3) == 0) {
            return rude.breaksAt(time);
        }
        Call call = Call.values()[random.nextInt(Call.values().length)];
        String text = "on purpose: " + call + " " + time;
        return rude.fails(call, time, random.nextBoolean() ? new IOException(text) : new IllegalStateException(text));
    }

    /**
     * Loses datagrams, on their way out or in, without a word.
     *
     * @param percent of the datagrams
     * @return a copy
     */
    public DatagramFaults loses(int percent) {
        return with(copy -> copy.loses = percent);
    }

    /**
     * Makes two of one, on their way out or in.
     *
     * @param percent of the datagrams
     * @return a copy
     */
    public DatagramFaults duplicates(int percent) {
        return with(copy -> copy.duplicates = percent);
    }

    /**
     * Lets a datagram that has come wait until others have gone before it.
     *
     * @param percent of the datagrams
     * @return a copy
     */
    public DatagramFaults reorders(int percent) {
        return with(copy -> copy.reorders = percent);
    }

    /**
     * Gives only the beginning of a datagram that has come, and says so.
     *
     * @param percent of the datagrams; empty ones stay whole
     * @return a copy
     */
    public DatagramFaults truncates(int percent) {
        return with(copy -> copy.truncates = percent);
    }

    /**
     * Makes a look find nothing, although the poller has told of input.
     *
     * @param percent of the looks; below 100, or nothing ever comes
     * @return a copy
     */
    public DatagramFaults looksInVain(int percent) {
        return with(copy -> copy.looksInVain = percent);
    }

    /**
     * Makes the socket take nothing, although the poller has told of room.
     *
     * @param percent of the attempts; below 100, or nothing ever leaves
     * @return a copy
     */
    public DatagramFaults blocks(int percent) {
        return with(copy -> copy.blocks = percent);
    }

    /**
     * Makes datagrams fail, each alone.
     *
     * @param percent of those that are sent
     * @return a copy
     */
    public DatagramFaults refuses(int percent) {
        return with(copy -> copy.refuses = percent);
    }

    /**
     * Makes the network report an error, never twice in a row.
     *
     * @param percent of the looks
     * @return a copy
     */
    public DatagramFaults networkErrors(int percent) {
        return with(copy -> copy.networkErrors = percent);
    }

    /**
     * Breaks the socket: from then on nothing is received or sent.
     *
     * @param call at the how manieth look or attempt to send; 0 = never
     * @return a copy
     */
    public DatagramFaults breaksAt(int call) {
        return with(copy -> copy.breaksAt = call);
    }

    /**
     * Makes a call fail, once. Several calls may fail, each at a time of its own.
     *
     * @param call which method
     * @param time when it is called for the so manieth time, from 1 on
     * @param cause what it throws; where it may not throw an {@link IOException}, in an {@code UncheckedIOException}
     * @return a copy
     */
    public DatagramFaults fails(Call call, int time, Exception cause) {
        Objects.requireNonNull(cause, "cause");
        Map<Call, Failure> all = new EnumMap<>(Call.class);
        all.putAll(failures);
        all.put(call, new Failure(time, cause));
        return with(copy -> copy.failures = all);
    }

    /**
     * Wraps a handle.
     *
     * @param handle belongs to the one that is returned from now on
     * @return a handle on which this plan comes true
     */
    public DatagramHandle wrap(DatagramHandle handle) {
        return new FaultyDatagram(Objects.requireNonNull(handle, "handle"), this);
    }

    long seed() {
        return seed;
    }

    /** {@return how many percent of the datagrams it loses} */
    public int loses() {
        return loses;
    }

    /** {@return of how many percent of the datagrams it makes two} */
    public int duplicates() {
        return duplicates;
    }

    /** {@return how many percent of the datagrams others overtake} */
    public int reorders() {
        return reorders;
    }

    /** {@return of how many percent of the datagrams it gives only the beginning} */
    public int truncates() {
        return truncates;
    }

    int looksInVain() {
        return looksInVain;
    }

    int blocks() {
        return blocks;
    }

    /** {@return how many percent of what is sent fails} */
    public int refuses() {
        return refuses;
    }

    /** {@return at how many percent of the looks the network reports an error} */
    public int networkErrors() {
        return networkErrors;
    }

    int breaksAt() {
        return breaksAt;
    }

    /** Null = it never fails. */
    Failure failure(Call call) {
        return failures.get(call);
    }

    @Override
    public String toString() {
        return "DatagramFaults[seed " + seed + ", percent: loses " + loses + ", duplicates " + duplicates
            + ", reorders "
            + reorders + ", truncates " + truncates + ", looks in vain " + looksInVain + ", blocks " + blocks
            + ", refuses " + refuses + ", network errors " + networkErrors + ", breaks at " + breaksAt + ", failures "
            + failures + "]";
    }
}
