package dev.sluice.unix;

import dev.sluice.transport.Layer;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.StreamProvider;

/** This transport, as it is found by its name; {@link Unix#get} is the direct way. */
public final class UnixProvider extends StreamProvider<Unix.Command> {
    private static final Layer PEER = stream -> new PeerStream((NioStream) stream);

    /** Unix domain sockets. */
    public UnixProvider() {
        super("unix", Unix.Command.class);
    }

    @Override
    protected void on(Unix.Command command, Selectors<?> selectors) {
        StreamOrigin origin = StreamOrigin.observedBy(new ConnectionObserver(command))
            .handlers(command.handlers())
            .owner(command.replyTo());
        switch (command) {
            case Unix.Bind(var path, var replyTo, var handlers, var settings) -> selectors.listen(path.toString(),
                only -> SocketFile.listen(path, settings), settings.accepting(),
                origin.settings(settings.connection()).layer(PEER.then(settings.layer())),
                new BindObserver((Unix.Bind) command));
            case Unix.Connect(var path, var replyTo, var handlers, var settings) -> selectors.connect(
                () -> Sockets.connect(path, settings),
                origin.openWithin(settings.timeout()).settings(settings.connection())
                    .layer(PEER.then(settings.layer())));
        }
    }
}
