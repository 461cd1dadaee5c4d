package dev.sluice.transport.testkit;

import dev.sluice.io.Connection;
import dev.sluice.loop.Signal;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.testkit.Faults.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Random;
import java.util.function.Consumer;

/** A stream on which things go wrong according to a plan. */
final class FaultyStream implements StreamHandle {
    private static final int AHEAD = 64;

    private final StreamHandle handle;
    private final Faults plan;
    private final Random random;
    private final int[] calls = new int[Call.values().length];
    /** What was read and not given yet. */
    private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD).limit(0);
    private Signal signal;
    private int late;
    private int blocked;
    private int transfers;
    private boolean open;
    private boolean reset;

    FaultyStream(StreamHandle handle, Faults plan) {
        this.handle = handle;
        this.plan = plan;
        this.random = new Random(plan.seed());
    }

    // ---- what goes wrong ----

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    private void count(Call call) throws IOException {
        Faults.Failure failure = plan.failure(call);
        if (++calls[call.ordinal()] == (failure == null ? 0 : failure.time())) {
            if (failure.cause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw failure.cause() instanceof IOException io ? io : new IOException(failure.cause());
        }
    }

    private void countUnchecked(Call call) {
        try {
            count(call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void countTransfer(Call call) throws IOException {
        count(call);
        reset |= ++transfers == plan.resetAt();
        if (reset) {
            handle.abort();
            throw new IOException("reset on purpose");
        }
    }

    // ---- opening ----

    @Override
    public void attach(Signal toSignal) {
        countUnchecked(Call.ATTACH);
        signal = toSignal;
        handle.attach(toSignal);
    }

    @Override
    public boolean open() throws IOException {
        count(Call.OPEN);
        open = open || handle.open();
        if (open && late < plan.lateOpens()) {
            late++;
            signal.raise(Ready.HANDLE);
            return false;
        }
        return open;
    }

    /** A stream that is open below, and late only here, can't be watched for it. */
    @Override
    public int watched(int wanted) {
        countUnchecked(Call.WATCHED);
        return handle.watched(open ? wanted & ~Ready.CONNECT : wanted);
    }

    @Override
    public int usable(int ready) throws IOException {
        count(Call.USABLE);
        return handle.usable(ready);
    }

    @Override
    public boolean hasInput() {
        countUnchecked(Call.HAS_INPUT);
        return ahead.hasRemaining() || handle.hasInput();
    }

    // ---- reading ----

    @Override
    public int read(ByteBuffer target) throws IOException {
        countTransfer(Call.READ);
        if (ahead.hasRemaining()) {
            return give(target);
        }
        if (chance(plan.emptyReads())) {
            return 0;
        }
        if (chance(plan.readsAhead())) {
            return readAhead(target);
        }
        return chance(plan.smallReads()) ? readOne(target) : handle.read(target);
    }

    private int readAhead(ByteBuffer target) throws IOException {
        int read;
        try {
            read = handle.read(ahead.clear());
        } finally {
            ahead.flip();
        }
        return read > 0 ? give(target) : read;
    }

    /** Some of it. */
    private int give(ByteBuffer target) {
        int count = Math.min(target.remaining(), 1 + random.nextInt(ahead.remaining()));
        for (int i = 0; i < count; i++) {
            target.put(ahead.get());
        }
        return count;
    }

    private int readOne(ByteBuffer target) throws IOException {
        int limit = target.limit();
        target.limit(Math.min(limit, target.position() + 1));
        try {
            return handle.read(target);
        } finally {
            target.limit(limit);
        }
    }

    // ---- writing ----

    @Override
    public int write(ByteBuffer source) throws IOException {
        countTransfer(Call.WRITE);
        if (chance(plan.emptyWrites())) {
            return 0;
        }
        return chance(plan.smallWrites()) ? writeOne(source) : handle.write(source);
    }

    private int writeOne(ByteBuffer source) throws IOException {
        int limit = source.limit();
        source.limit(Math.min(limit, source.position() + 1));
        try {
            return handle.write(source);
        } finally {
            source.limit(limit);
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        countTransfer(Call.WRITE);
        if (chance(plan.emptyWrites())) {
            return 0;
        }
        return chance(plan.smallWrites()) ? writeOneOf(sources, count) : handle.write(sources, count);
    }

    private long writeOneOf(ByteBuffer[] sources, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (sources[i].hasRemaining()) {
                return writeOne(sources[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        countTransfer(Call.WRITE);
        if (chance(plan.emptyWrites())) {
            return 0;
        }
        return handle.transferFrom(file, position, chance(plan.smallWrites()) ? Math.min(1, count) : count, scratch);
    }

    @Override
    public boolean endOutput() throws IOException {
        countTransfer(Call.END_OUTPUT);
        return ++blocked > plan.blockedEnds() && handle.endOutput();
    }

    @Override
    public boolean on(Connection.Extension command, Consumer<? super Connection.Event> handler) throws IOException {
        count(Call.COMMAND);
        return handle.on(command, handler);
    }

    // ---- the end, and who it is ----

    @Override
    public void abort() {
        handle.abort();
    }

    @Override
    public void close() throws IOException {
        try {
            count(Call.CLOSE);
        } finally {
            handle.close();
        }
    }

    @Override
    public Object source() {
        countUnchecked(Call.SOURCE);
        return handle.source();
    }

    @Override
    public SocketAddress localAddress() {
        countUnchecked(Call.ADDRESS);
        return handle.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        countUnchecked(Call.ADDRESS);
        return handle.remoteAddress();
    }

    @Override
    public String toString() {
        return "faulty " + handle;
    }
}
