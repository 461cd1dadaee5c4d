package dev.sluice.transport;

import dev.sluice.actor.Context;
import java.io.IOException;

/** How a channel's actor comes under the poller of its loop, which its selector has installed. */
final class Polling {
    private Polling() {}

    /** Fails with what is to be done if the loop's poller is that of another transport, and of another kind. */
    static ChannelPoller.Registration register(Context<?> ctx, Object source) throws IOException {
        ChannelPoller poller = ctx.loop().poller(ChannelPoller.class, Polling::none);
        try {
            return poller.register(source, ctx.signal());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("loop " + ctx.loop() + " is driven by a " + poller.getClass().getName()
                + ", which can't watch " + source
                + ": give that transport loops of its own (ActorSystem.loops(name, count)), and not only a poller", e);
        }
    }

    private static ChannelPoller none() {
        throw new IllegalStateException("the loop has no channel poller: its selector has not installed one");
    }
}
