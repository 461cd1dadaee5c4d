package dev.sluice.udp;

import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.udp.UdpMessage.LookedUp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks up names, each on a thread of its own. As an object: the look-ups for commands. */
final class Names {
    /** What a look-up has found: at least one. Nobody misses those that come too late. */
    record Addresses(List<InetSocketAddress> all) implements DeadLetter.Silent {}

    private final Context<UdpMessage> ctx;
    private final UdpSettings.Resolver resolver;
    private final Set<Udp.Command> underWay = Collections.newSetFromMap(new IdentityHashMap<>());

    Names(Context<UdpMessage> ctx, UdpSettings.Resolver resolver) {
        this.ctx = ctx;
        this.resolver = resolver;
    }

    /** The answer comes as a message. */
    void lookUp(Udp.Command command, InetSocketAddress unresolved, ProtocolFamily family, String purpose) {
        underWay.add(command);
        ctx.<Addresses>offload(() -> new Addresses(addresses(resolver, unresolved, family, purpose)),
            result -> new LookedUp(command, result));
    }

    void isOver(Udp.Command command) {
        underWay.remove(command);
    }

    /** Look-ups don't outlive an instance of the manager. */
    void discardAll() {
        underWay.forEach(Udp.Command::discard);
    }

    // ---- the look-up ----

    /**
     * Blocks.
     *
     * @param family null = any
     * @param purpose what "can't ..." is said of if it fails
     */
    static List<InetSocketAddress> addresses(UdpSettings.Resolver resolver, InetSocketAddress unresolved,
        ProtocolFamily family, String purpose) throws IOException {
        String text = "can't " + purpose + " " + Sockets.text(unresolved) + ": the look-up of its name has failed: ";
        try {
            return addresses(resolver, unresolved, family);
        } catch (UnknownHostException e) {
            UnknownHostException failure = new UnknownHostException(text + e.getMessage());
            failure.initCause(e);
            throw failure;
        } catch (RuntimeException e) {
            throw new IOException(text + e, e);
        }
    }

    private static List<InetSocketAddress> addresses(UdpSettings.Resolver resolver, InetSocketAddress unresolved,
        ProtocolFamily family) throws UnknownHostException {
        String host = unresolved.getHostString();
        InetAddress[] found = resolver.resolve(host);
        List<InetSocketAddress> fitting = Stream.of(found == null ? new InetAddress[0] : found)
            .filter(address -> Sockets.allows(family, address))
            .distinct()
            .map(address -> new InetSocketAddress(address, unresolved.getPort()))
            .toList();
        if (fitting.isEmpty()) {
            throw new UnknownHostException(host + " has no address" + (family == null ? "" : " of " + family));
        }
        return fitting;
    }
}
