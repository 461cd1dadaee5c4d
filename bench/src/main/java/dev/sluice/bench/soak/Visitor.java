package dev.sluice.bench.soak;

import java.net.InetSocketAddress;

/** Opens a connection, exchanges something, and ends it in one way or another. */
interface Visitor {
    /** How a visit goes. */
    enum Way {
        /** Sends, gets all of it back, closes. */
        EXCHANGE(Tally.What.EXCHANGES),
        /** Sends, ends its output, and gets all of it back. */
        HALF_CLOSE(Tally.What.HALF_CLOSES),
        /** Sends, and resets the connection when the first of it comes back. */
        RESET(Tally.What.RESETS);

        final Tally.What counted;

        Way(Tally.What counted) {
            this.counted = counted;
        }
    }

    /** No more than two kernels' buffers hold, so that one may send it all before it reads. */
    int MOST_BYTES = 48 << 10;

    /** Comes back when it is over. */
    void visit(InetSocketAddress server, Way way, long stream, int bytes) throws Exception;
}
