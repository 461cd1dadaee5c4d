package dev.sluice.transport.contract;

import dev.sluice.transport.Ready;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Two ends of one stream on one thread. */
final class StreamPair implements AutoCloseable {
    final StreamEnd ours;
    final StreamEnd peer;
    private final Polling polling;
    private final Runnable ended;

    /** Nothing is attached yet. */
    StreamPair(StreamHandleContract contract) throws Exception {
        StreamHandleContract.Pair pair = contract.pair();
        polling = new Polling(contract.poller());
        ours = new StreamEnd(contract.layer().wrap(pair.handle()), polling);
        peer = new StreamEnd(pair.peer(), polling);
        ours.isOpposite(peer);
        ended = contract::ended;
    }

    static StreamPair open(StreamHandleContract contract) throws Exception {
        StreamPair pair = new StreamPair(contract);
        try {
            pair.ours.attach();
            pair.peer.attach();
            pair.polling.until("both ends are open", pair::goOnOpening);
        } catch (Throwable e) {
            pair.close();
            throw e;
        }
        return pair;
    }

    private boolean goOnOpening() throws IOException {
        boolean isOpen = ours.goesOnOpening();
        return peer.goesOnOpening() && isOpen;
    }

    void look() throws IOException {
        polling.look();
    }

    /** Writes until nothing more is taken. Returns how much was. */
    static int fill(StreamEnd end, int most) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Pattern.from(0, most));
        int idle = 0;
        while (all.hasRemaining() && idle < 100) { // one that takes nothing now and then is not full yet
            idle = end.handle.write(all) == 0 ? idle + 1 : 0;
        }
        return all.position();
    }

    /** Moves this to the other end while that one reads. */
    byte[] carry(StreamEnd from, StreamEnd to, ByteBuffer rest) throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        int all = rest.remaining();
        from.handle.write(rest);
        polling.until("all is carried over", () -> {
            if (rest.hasRemaining() && from.can(Ready.WRITE)) {
                from.handle.write(rest);
            }
            take(to, got, all);
            return got.size() >= all;
        });
        return got.toByteArray();
    }

    /** Reads what can be read. */
    static void take(StreamEnd end, ByteArrayOutputStream got, int all) throws IOException {
        if (end.can(Ready.READ) && end.readInto(got, all - got.size()) < 0) {
            throw new AssertionError("the end came after " + got.size() + " of " + all + " bytes");
        }
    }

    void until(String what, Polling.Condition condition) throws IOException {
        polling.until(what, condition);
    }

    @Override
    public void close() throws IOException {
        ours.close();
        peer.close();
        polling.close();
        ended.run();
    }
}
