package dev.sluice.transport.testkit;

import dev.sluice.transport.Layer;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A plan of what goes wrong with a stream; immutable, each method that takes a value gives a copy. The same plan does the same again:
 * every handle that it wraps begins with the same seed.
 *
 * <p>The rude faults are within the contract of {@link StreamHandle}, and so nobody above may notice them: reads and writes of one
 * byte or of none, an {@code open} or {@code endOutput} that has to be called again, input that the poller doesn't see. The others
 * break the stream: exceptions, and a reset.
 *
 * {@snippet :
 * StreamOrigin origin = StreamOrigin.observedBy(observer).layer(Faults.seeded(7).smallReads(50).lateOpens(3));
 * }
 */
public final class Faults implements Layer {
    /** Where a handle can be made to fail: all its methods but {@code abort}, which must not throw. */
    public enum Call {
        /** {@link StreamHandle#attach}. */
        ATTACH,
        /** {@link StreamHandle#open}. */
        OPEN,
        /** {@link StreamHandle#read}. */
        READ,
        /** Each {@code write} of {@link StreamHandle}, and {@code transferFrom}. */
        WRITE,
        /** {@link StreamHandle#endOutput}. */
        END_OUTPUT,
        /** {@link StreamHandle#on}. */
        COMMAND,
        /** {@link StreamHandle#watched}. */
        WATCHED,
        /** {@link StreamHandle#usable}. */
        USABLE,
        /** {@link StreamHandle#hasInput}. */
        HAS_INPUT,
        /** {@link StreamHandle#close}, which closes all the same. */
        CLOSE,
        /** {@link StreamHandle#source}. */
        SOURCE,
        /** {@link StreamHandle#localAddress} and {@code remoteAddress}. */
        ADDRESS
    }

    /** Throw this when it is called for the so manieth time. */
    record Failure(int time, Exception cause) {}

    private long seed;
    private int smallReads;
    private int smallWrites;
    private int emptyReads;
    private int emptyWrites;
    private int readsAhead;
    private int lateOpens;
    private int blockedEnds;
    private int resetAt;
    private Map<Call, Failure> failures = Map.of();

    private Faults() {}

    private Faults with(Consumer<Faults> change) {
        Faults copy = new Faults();
        copy.seed = seed;
        copy.smallReads = smallReads;
        copy.smallWrites = smallWrites;
        copy.emptyReads = emptyReads;
        copy.emptyWrites = emptyWrites;
        copy.readsAhead = readsAhead;
        copy.lateOpens = lateOpens;
        copy.blockedEnds = blockedEnds;
        copy.resetAt = resetAt;
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
    public static Faults seeded(long seed) {
        return new Faults().with(copy -> copy.seed = seed);
    }

    /**
     * A plan of rude faults: how many of each kind, the seed decides too.
     *
     * @param seed any number
     * @return a plan
     */
    public static Faults rude(long seed) {
        Random random = new Random(seed);
        return seeded(seed).smallReads(some(random)).smallWrites(some(random)).emptyReads(some(random))
            .emptyWrites(some(random)).readsAhead(some(random)).lateOpens(random.nextInt(3))
            .blockedEnds(random.nextInt(3));
    }

    private static int some(Random random) {
        return random.nextBoolean() ? 0 : random.nextInt(80);
    }

    /**
     * A plan of rude faults, at the end of which the stream breaks: by a reset, or by an exception from a random call.
     *
     * @param seed any number
     * @return a plan
     */
    public static Faults fatal(long seed) {
        Faults rude = rude(seed);
        Random random = new Random(~seed);
        int time = 1 + random.nextInt(20);
        if (random.nextInt(3) == 0) {
            return rude.resetAt(time);
        }
        Call call = Call.values()[random.nextInt(Call.values().length)];
        return rude.fails(call, time, new IOException("on purpose: " + call + " " + time));
    }

    /**
     * Makes reads take one byte.
     *
     * @param percent of the reads
     * @return a copy
     */
    public Faults smallReads(int percent) {
        return with(copy -> copy.smallReads = percent);
    }

    /**
     * Makes writes take one byte.
     *
     * @param percent of the writes
     * @return a copy
     */
    public Faults smallWrites(int percent) {
        return with(copy -> copy.smallWrites = percent);
    }

    /**
     * Makes reads give nothing, although the poller has told of input.
     *
     * @param percent of the reads; below 100, or nothing ever comes
     * @return a copy
     */
    public Faults emptyReads(int percent) {
        return with(copy -> copy.emptyReads = percent);
    }

    /**
     * Makes writes take nothing, although the poller has told of room.
     *
     * @param percent of the writes; below 100, or nothing ever leaves
     * @return a copy
     */
    public Faults emptyWrites(int percent) {
        return with(copy -> copy.emptyWrites = percent);
    }

    /**
     * Makes reads take more from the stream than they give: the rest is input that the poller doesn't see.
     *
     * @param percent of the reads
     * @return a copy
     */
    public Faults readsAhead(int percent) {
        return with(copy -> copy.readsAhead = percent);
    }

    /**
     * Makes the stream open late.
     *
     * @param times how often {@code open} says that it is not open yet; then the handle signals that it can go on
     * @return a copy
     */
    public Faults lateOpens(int times) {
        return with(copy -> copy.lateOpens = times);
    }

    /**
     * Makes the end of the output late.
     *
     * @param times how often {@code endOutput} is blocked
     * @return a copy
     */
    public Faults blockedEnds(int times) {
        return with(copy -> copy.blockedEnds = times);
    }

    /**
     * Resets the stream: for the peer, and for all reads and writes from then on.
     *
     * @param call at the how manieth of all reads, writes and ends of the output; 0 = never
     * @return a copy
     */
    public Faults resetAt(int call) {
        return with(copy -> copy.resetAt = call);
    }

    /**
     * Makes a call fail, once. Several calls may fail, each at a time of its own.
     *
     * @param call which method
     * @param time when it is called for the so manieth time, from 1 on
     * @param cause what it throws; where it may not throw an {@link IOException}, in an {@code UncheckedIOException}
     * @return a copy
     */
    public Faults fails(Call call, int time, Exception cause) {
        Objects.requireNonNull(cause, "cause");
        Map<Call, Failure> all = new EnumMap<>(Call.class);
        all.putAll(failures);
        all.put(call, new Failure(time, cause));
        return with(copy -> copy.failures = all);
    }

    @Override
    public StreamHandle wrap(StreamHandle handle) {
        return new FaultyStream(Objects.requireNonNull(handle, "handle"), this);
    }

    long seed() {
        return seed;
    }

    int smallReads() {
        return smallReads;
    }

    int smallWrites() {
        return smallWrites;
    }

    int emptyReads() {
        return emptyReads;
    }

    int emptyWrites() {
        return emptyWrites;
    }

    int readsAhead() {
        return readsAhead;
    }

    int lateOpens() {
        return lateOpens;
    }

    int blockedEnds() {
        return blockedEnds;
    }

    int resetAt() {
        return resetAt;
    }

    /** Null = it never fails. */
    Failure failure(Call call) {
        return failures.get(call);
    }

    @Override
    public String toString() {
        return "Faults[seed " + seed + ", percent of reads: small " + smallReads + ", empty " + emptyReads + ", ahead "
            + readsAhead + ", of writes: small " + smallWrites + ", empty " + emptyWrites + ", late opens " + lateOpens
            + ", blocked ends " + blockedEnds + ", reset at " + resetAt + ", failures " + failures + "]";
    }
}
