package dev.sluice.foreign;

import dev.sluice.tcp.Tcp;
import dev.sluice.tcp.TcpSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.testkit.Peer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.newsclub.net.unix.AFSocketPair;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** The side's poller is ours, with a selector of another provider. */
class JunixBesideTcpTest extends SideBySide {
    private Path path;

    @BeforeAll
    static void assumeSupported() {
        Junix.assumeSupported();
    }

    @BeforeEach
    void choosePath() throws IOException {
        path = Junix.path();
    }

    @AfterEach
    void deletePath() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    ChannelPoller poller() {
        return Junix.poller();
    }

    @Override
    StreamBind.Opener opener() {
        return shared -> {
            Files.deleteIfExists(path);
            return Junix.listener(path);
        };
    }

    @Override
    Peer connect() throws IOException {
        return UnixPeer.connect(UnixDomainSocketAddress.of(path));
    }

    @Override
    StreamOrigin.Opener dialled() {
        return () -> Junix.connecting(path);
    }

    @Override
    StreamOrigin.Opener lonely() {
        return () -> {
            AFSocketPair<AFUNIXSocketChannel> pair = Junix.provider().openSocketChannelPair();
            pair.getSocket2().close();
            return Junix.accepted(pair.getSocket1());
        };
    }

    /** That selector knows its own channels only. */
    @Test
    void shouldTellTheBinderThatThePollerIsNotOneForTcp() {
        Tcp.get(system, TcpSettings.DEFAULT.poller(Junix::poller));
        Probe<Tcp.Event> binder = Probe.in(system);

        Tcp.get(system).tell(new Tcp.Bind(ANY, binder.ref()));

        assertAdvice(binder.expect(Tcp.CommandFailed.class).cause());
    }
}
