package dev.sluice.transport;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives selectors that a test can count, close and let spin. */
final class FakeProvider extends SelectorProvider {
    final List<FakeSelector> given = new CopyOnWriteArrayList<>();
    /** Of the selectors that will be asked for, the first so many spin. */
    int spinning;
    /** Selectors beyond so many can't be opened. */
    int most = Integer.MAX_VALUE;
    private final SelectorProvider real = SelectorProvider.provider();

    @Override
    public AbstractSelector openSelector() throws IOException {
        if (given.size() == most) {
            throw new IOException("Too many open files");
        }
        FakeSelector selector = new FakeSelector(real.openSelector());
        selector.spins = given.size() < spinning;
        given.add(selector);
        return selector;
    }

    FakeSelector last() {
        return given.getLast();
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return real.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return real.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return real.openPipe();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return real.openServerSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return real.openSocketChannel();
    }
}
