package dev.sluice.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes what connections send and receive to a capture file that Wireshark and tcpdump open. Many connections share one, on any
 * loops. What stands above the tap is not seen: below TLS it writes what is encrypted, above it what is meant.
 *
 * {@snippet :
 * try (PcapTap tap = PcapTap.open(Path.of("server.pcap"))) {
 *     Tcp.bind(system, local, BindSettings.DEFAULT.layer(tap), handler);
 *     // ...
 * }
 * }
 *
 * <p>The packets are made up from the stream; those of the network may have been cut otherwise, sent twice, or lost. Each holds what one
 * call has moved, up to 64 KiB; there are no acknowledgements of their own. A failure shows as a reset by the peer, a connection that
 * could not be opened not at all. A stream without internet addresses shows as a connection within 127.0.0.1, its own end at port 1.
 *
 * <p>A thread of its own writes the file. If it can't keep up, packets are dropped, and counted, so that no connection waits for a disk;
 * the sequence numbers then show a gap.
 */
public final class PcapTap implements Layer, AutoCloseable {
    private static final int ALL = TcpPacket.MAX_LENGTH;
    private static final int BUFFER = 4 * 1024 * 1024;

    private final PcapFile file;
    private final AtomicInteger streams = new AtomicInteger();

    private PcapTap(PcapFile file) {
        this.file = file;
    }

    /**
     * Begins a file with whole packets, and 4 MiB to buffer them.
     *
     * @param path what is there is replaced; may be a named pipe, from which Wireshark reads
     * @return a tap, to be closed when the connections have ended
     * @throws IOException if it can't be written
     */
    public static PcapTap open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
        try {
            return to(channel, ALL, BUFFER);
        } catch (Throwable e) {
            NioStream.closeAfter(channel, e);
            throw e;
        }
    }

    /**
     * Begins a capture on any channel.
     *
     * @param channel in blocking mode; is the tap's once this has returned, and closed by it
     * @param snapLength how many bytes of each packet are kept, headers included; 128 to 65535
     * @param buffer how many bytes of packets may wait for the channel; there are two such buffers; at least 128 KiB
     * @return a tap, to be closed when the connections have ended
     * @throws IOException if the file's header can't be written
     */
    public static PcapTap to(WritableByteChannel channel, int snapLength, int buffer) throws IOException {
        Objects.requireNonNull(channel, "channel");
        if (snapLength < 128 || snapLength > ALL) {
            throw new IllegalArgumentException("snapLength is not 128 to 65535: " + snapLength);
        }
        if (buffer < 128 * 1024) {
            throw new IllegalArgumentException("buffer is less than 128 KiB: " + buffer);
        }
        return new PcapTap(new PcapFile(channel, snapLength, buffer));
    }

    @Override
    public StreamHandle wrap(StreamHandle handle) {
        return new PcapStream(handle, file, streams.incrementAndGet());
    }

    /**
     * How many packets were dropped because they came faster than they could be written, or the file had failed. Any thread.
     *
     * @return a count that only grows
     */
    public long dropped() {
        return file.dropped();
    }

    /**
     * Waits until all is written, and closes the file. What connections do later is not seen any more. Blocks, so not on a loop.
     *
     * @throws IOException if anything could not be written
     */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
