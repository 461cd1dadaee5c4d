package org.example.local;

import dev.sluice.actor.ActorSystem;
import dev.sluice.loop.Loop;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamProvider;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/** The same transport on loops of its own, which a poller drives that others don't share. */
final class ApartProvider extends StreamProvider<Local.Command> {
    private final LocalProvider local = new LocalProvider();

    ApartProvider() {
        super("apart", Local.Command.class);
    }

    @Override
    protected List<Loop> loops(ActorSystem system) {
        return system.loops("apart", 2);
    }

    @Override
    protected ChannelPoller poller() {
        return new NioPoller(SelectorProvider.provider()); // or that of another library
    }

    @Override
    protected void on(Local.Command command, Selectors<?> selectors) {
        local.on(command, selectors);
    }
}
