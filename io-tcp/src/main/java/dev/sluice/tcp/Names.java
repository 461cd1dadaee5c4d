package dev.sluice.tcp;

import dev.sluice.actor.Context;
import dev.sluice.tcp.TcpMessage.LookUp;
import dev.sluice.tcp.TcpMessage.LookUpLate;
import dev.sluice.tcp.TcpMessage.LookedUp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The manager's look-ups of names, each on a thread of its own. */
final class Names {
    private final Context<TcpMessage> ctx;
    private final TcpSettings.Resolver resolver;
    private final Set<LookUp> underWay = new HashSet<>();

    Names(Context<TcpMessage> ctx, TcpSettings.Resolver resolver) {
        this.ctx = ctx;
        this.resolver = resolver;
    }

    /** The answer comes as a message, if {@link #isOver} doesn't say otherwise; after the timeout another one; zero = never. */
    void lookUp(LookUp lookUp, Duration timeout) {
        underWay.add(lookUp);
        ctx.<InetAddress[]>offload(() -> addresses(lookUp.host), result -> new LookedUp(lookUp, result));
        if (!timeout.isZero()) {
            ctx.timers().once(lookUp, timeout, new LookUpLate(lookUp));
        }
    }

    /** On a thread of its own. */
    private InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host + ": no address");
        }
        return addresses;
    }

    /** It was answered, or came too late: true for the first of both. */
    boolean isOver(LookUp lookUp) {
        ctx.timers().cancel(lookUp);
        return underWay.remove(lookUp);
    }

    /** Look-ups don't outlive an instance of the manager. */
    void discardAll() {
        underWay.forEach(lookUp -> lookUp.command.discard());
    }
}
