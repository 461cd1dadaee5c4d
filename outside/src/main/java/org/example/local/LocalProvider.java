package org.example.local;

import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.StreamProvider;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Found as {@code local}, and what its manager does. */
public final class LocalProvider extends StreamProvider<Local.Command> {
    private static final int BACKLOG = 128;

    /** For the service loader. */
    public LocalProvider() {
        super("local", Local.Command.class);
    }

    @Override
    protected void on(Local.Command command, Selectors<?> selectors) {
        StreamOrigin origin = StreamOrigin.observedBy(new ConnectionNews(command))
            .settings(command.settings()).handlers(command.handlers()).owner(command.replyTo());
        switch (command) {
            case Local.Bind bind -> selectors.listen(bind.path().toString(), shared -> listen(bind.path()),
                AcceptSettings.DEFAULT, origin, new ListenerNews(bind));
            case Local.Connect connect -> selectors.connect(() -> connect(connect.path()), origin);
        }
    }

    private static ListenerHandle listen(Path path) throws IOException {
        return NioListener.bind(ServerSocketChannel.open(StandardProtocolFamily.UNIX),
            UnixDomainSocketAddress.of(path), BACKLOG, accepted -> {
            });
    }

    private static StreamHandle connect(Path path) throws IOException {
        return NioStream.connect(SocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(path));
    }
}
