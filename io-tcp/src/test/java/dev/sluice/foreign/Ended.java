package dev.sluice.foreign;

import dev.sluice.transport.FilterStream;
import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Tells the end of the input: in non-blocking mode the channels of junixsocket 2.10 read 0 there for ever, and not -1 as a channel
 * shall. What is readable, and still gives nothing, has ended.
 */
final class Ended extends FilterStream {
    private final Selector selector;
    private final SelectionKey key;

    Ended(NioStream stream, SocketChannel channel) throws IOException {
        super(stream);
        selector = Junix.provider().openSelector();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int length = inner.read(target);
        if (length != 0 || !target.hasRemaining() || !isReadable()) {
            return length;
        }
        length = inner.read(target);
        return length == 0 ? -1 : length;
    }

    private boolean isReadable() throws IOException {
        return selector.selectNow(ready -> {
        }) > 0;
    }

    @Override
    public void close() throws IOException {
        key.cancel();
        selector.close();
        inner.close();
    }
}
