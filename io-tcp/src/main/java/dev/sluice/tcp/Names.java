package dev.sluice.tcp;

import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.tcp.TcpMessage.LookedUp;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up names, each on a thread of its own, and puts their addresses in order. As an object: the look-ups for binds. */
final class Names {
    /** What a look-up has found: at least one. Nobody misses those that come too late. */
    record Addresses(List<InetSocketAddress> all) implements DeadLetter.Silent {}

    private final Context<TcpMessage> ctx;
    private final TcpSettings.Resolver resolver;
    private final Set<Tcp.Bind> underWay = Collections.newSetFromMap(new IdentityHashMap<>());

    Names(Context<TcpMessage> ctx, TcpSettings.Resolver resolver) {
        this.ctx = ctx;
        this.resolver = resolver;
    }

    /** The answer comes as a message. */
    void lookUp(Tcp.Bind bind) {
        underWay.add(bind);
        ctx.<Addresses>offload(() -> addresses(resolver, bind.local(), "listen at"),
            result -> new LookedUp(bind, result));
    }

    void isOver(Tcp.Bind bind) {
        underWay.remove(bind);
    }

    /** Look-ups don't outlive an instance of the manager. */
    void discardAll() {
        underWay.forEach(Tcp.Bind::discard);
    }

    // ---- the look-up ----

    /**
     * Blocks. Each address comes once; families take turns, that of the first address begins (RFC 8305, section 4).
     *
     * @param purpose what "can't ..." is said of if it fails
     */
    static Addresses addresses(TcpSettings.Resolver resolver, InetSocketAddress unresolved,
        String purpose) throws IOException {
        InetAddress[] found = resolved(resolver, unresolved, purpose);
        Map<String, InetSocketAddress> distinct = new LinkedHashMap<>();
        for (InetAddress address : found) {
            InetSocketAddress plain = plain(new InetSocketAddress(address, unresolved.getPort()));
            distinct.putIfAbsent(plain.getAddress().getHostAddress(), plain);
        }
        return new Addresses(interleaved(distinct.values()));
    }

    private static InetAddress[] resolved(TcpSettings.Resolver resolver, InetSocketAddress unresolved, String purpose)
        throws IOException {
        String host = unresolved.getHostString();
        String text = "can't " + purpose + " " + Sockets.text(unresolved) + ": the look-up of its name has failed: ";
        try {
            InetAddress[] found = resolver.resolve(host);
            if (found == null || found.length == 0) {
                throw new UnknownHostException(host + " has no address");
            }
            return found;
        } catch (UnknownHostException e) {
            UnknownHostException failure = new UnknownHostException(text + e.getMessage());
            failure.initCause(e);
            throw failure;
        } catch (RuntimeException e) {
            throw new IOException(text + e, e);
        }
    }

    /** An IPv4 address in the clothes of IPv6 (RFC 4291, section 2.5.5.2) without them; any other as it is. Asks no name server. */
    static InetSocketAddress plain(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address six && isMapped(six.getAddress())
            ? new InetSocketAddress(unmapped(address.getHostString(), six), address.getPort())
            : address;
    }

    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }

    /** The JDK gives an IPv4 address for the mapped bytes. */
    private static InetAddress unmapped(String host, Inet6Address mapped) {
        try {
            return InetAddress.getByAddress(host, mapped.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of sixteen bytes is legal", e);
        }
    }

    private static List<InetSocketAddress> interleaved(Collection<InetSocketAddress> addresses) {
        List<InetSocketAddress> first = new ArrayList<>();
        List<InetSocketAddress> second = new ArrayList<>();
        boolean startsWithFour = isFour(addresses.iterator().next());
        addresses.forEach(address -> (isFour(address) == startsWithFour ? first : second).add(address));
        return inTurn(first.iterator(), second.iterator());
    }

    private static boolean isFour(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    private static List<InetSocketAddress> inTurn(Iterator<InetSocketAddress> first,
        Iterator<InetSocketAddress> second) {
        List<InetSocketAddress> all = new ArrayList<>();
        while (first.hasNext() || second.hasNext()) {
            if (first.hasNext()) {
                all.add(first.next());
            }
            if (second.hasNext()) {
                all.add(second.next());
            }
        }
        return all;
    }
}
