package dev.sluice.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who may come in, by address: whoever is denied may not; if anybody is allowed by name, only those may. Immutable, each method
 * gives a copy.
 *
 * {@snippet :
 * AddressFilter.EVERYBODY.allowing("10.0.0.0/8", "fd00::/8").denying("10.66.0.0/16", "10.0.0.13");
 * }
 *
 * <p>An IPv4 address that comes as an IPv6 one ({@code ::ffff:10.0.0.1}), as on a socket for both, counts as what it is; that goes
 * for blocks too. An address that is none of the internet's passes.
 */
public final class AddressFilter {
    /** Lets everybody in. */
    public static final AddressFilter EVERYBODY = new AddressFilter(List.of(), List.of());

    private final List<AddressBlock> allowed;
    private final List<AddressBlock> denied;

    private AddressFilter(List<AddressBlock> allowed, List<AddressBlock> denied) {
        this.allowed = allowed;
        this.denied = denied;
    }

    /**
     * Lets these in, and those that were allowed before; nobody else from now on.
     *
     * @param blocks addresses such as {@code 10.0.0.13} or {@code ::1}, and blocks of them such as {@code 10.0.0.0/8}; no names
     * @return a copy
     * @throws IllegalArgumentException if one can't be read, or has bits behind its prefix; names it
     */
    public AddressFilter allowing(String... blocks) {
        return new AddressFilter(more(allowed, blocks), denied);
    }

    /**
     * Keeps these out, even if they are allowed too.
     *
     * @param blocks addresses such as {@code 10.0.0.13} or {@code ::1}, and blocks of them such as {@code 10.0.0.0/8}; no names
     * @return a copy
     * @throws IllegalArgumentException if one can't be read, or has bits behind its prefix; names it
     */
    public AddressFilter denying(String... blocks) {
        return new AddressFilter(allowed, more(denied, blocks));
    }

    private static List<AddressBlock> more(List<AddressBlock> known, String... blocks) {
        return Stream.concat(known.stream(), Arrays.stream(blocks).map(AddressBlock::parse)).toList();
    }

    /**
     * Whether this address may come in.
     *
     * @param address of a peer
     * @return false if it is denied, or others are allowed and it is not
     */
    public boolean lets(InetAddress address) {
        byte[] bytes = AddressBlock.normal(address.getAddress());
        return !isIn(denied, bytes) && (allowed.isEmpty() || isIn(allowed, bytes));
    }

    boolean lets(SocketAddress address) {
        return this == EVERYBODY || !(address instanceof InetSocketAddress internet)
            || lets(Objects.requireNonNull(internet.getAddress(), "the peer's address"));
    }

    private static boolean isIn(List<AddressBlock> blocks, byte[] address) {
        for (AddressBlock block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "allowed: " + (allowed.isEmpty() ? "all" : allowed) + ", denied: " + denied;
    }
}
