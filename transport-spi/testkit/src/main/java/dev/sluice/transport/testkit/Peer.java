package dev.sluice.transport.testkit;

import dev.sluice.io.ByteString;
import java.io.IOException;

/**
 * The raw other end of a connection under test: no actor, moved by hand. What has to wait blocks, but not for ever: then it fails
 * with an {@link IOException}. One thread may send while another one receives.
 */
public interface Peer extends AutoCloseable {
    /**
     * Sends, and blocks until all is taken.
     *
     * @param data what to send
     * @throws IOException if the connection is broken, or takes nothing for too long
     */
    void send(ByteString data) throws IOException;

    /**
     * Receives, and blocks until there is so much, or the end.
     *
     * @param length how many bytes at the most; nothing more is read
     * @return exactly so many, fewer only if the other end has ended its output behind them
     * @throws IOException if the connection is broken, or nothing comes for too long
     */
    ByteString receive(int length) throws IOException;

    /**
     * Ends this side's output; the other one stays open.
     *
     * @throws IOException if the connection is broken
     */
    void endOutput() throws IOException;

    /**
     * Resets the connection. Where there is nothing like it, closes.
     *
     * @throws IOException if that fails
     */
    void reset() throws IOException;

    /**
     * Closes; does nothing the second time.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;

    /**
     * Receives all there is, up to the end.
     *
     * @return how many bytes that was
     * @throws IOException if the connection is broken, or nothing comes for too long
     */
    default long receiveToTheEnd() throws IOException {
        long all = 0;
        int read;
        do {
            read = receive(1 << 16).length();
            all += read;
        } while (read == 1 << 16);
        return all;
    }
}
