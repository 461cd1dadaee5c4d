package dev.sluice.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** All addresses that begin with the same bits. */
final class AddressBlock {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int MAPPED_BITS = 96;

    private final String text;
    private final byte[] address;
    private final int bits;

    private AddressBlock(String text, byte[] address, int bits) {
        this.text = text;
        this.address = address;
        this.bits = bits;
    }

    /** Reads {@code address} or {@code address/bits}. Asks no name server. */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        byte[] address = host.indexOf(':') < 0 ? ipv4(text, host) : ipv6(text, host);
        // Java shows a mapped address as the IPv4 address that it is.
        int hidden = host.indexOf(':') >= 0 && address.length == 4 ? MAPPED_BITS : 0;
        int all = address.length * 8;
        int bits = slash < 0 ? all : number(text, text.substring(slash + 1), all + hidden) - hidden;
        AddressBlock block = new AddressBlock(text, address, bits);
        if (bits < 0 || !block.isZeroBehind()) {
            throw unreadable(text, "the address has bits behind the prefix");
        }
        return block;
    }

    private static byte[] ipv4(String text, String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            throw unreadable(text, "four numbers are expected, or an IPv6 address");
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            address[i] = (byte) number(text, parts[i], 255);
        }
        return address;
    }

    /** Something with a colon is never taken for a name. */
    private static byte[] ipv6(String text, String host) {
        if (!IPV6.matcher(host).matches()) {
            throw unreadable(text, "this is no IPv6 address");
        }
        try {
            return InetAddress.getByName(host).getAddress();
        } catch (UnknownHostException e) {
            throw unreadable(text, e.getMessage());
        }
    }

    private static int number(String text, String part, int max) {
        if (!NUMBER.matcher(part).matches() || Integer.parseInt(part) > max) {
            throw unreadable(text, "a number from 0 to " + max + " is expected instead of '" + part + "'");
        }
        return Integer.parseInt(part);
    }

    private static IllegalArgumentException unreadable(String text, String why) {
        return new IllegalArgumentException("not a block of addresses: '" + text + "': " + why);
    }

    private boolean isZeroBehind() {
        for (int i = Math.max(0, bits); i < address.length * 8; i++) {
            if ((address[i / 8] & 0x80 >> i % 8) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A mapped address as the IPv4 address that it stands for; any other as it is. */
    static byte[] normal(byte[] address) {
        boolean isMapped = address.length == 16 && address[10] == -1 && address[11] == -1
            && Arrays.equals(address, 0, 10, new byte[10], 0, 10);
        return isMapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        int mask = 0xff00 >> bits % 8 & 0xff;
        return Arrays.equals(address, 0, whole, other, 0, whole)
            && (mask == 0 || (other[whole] & mask) == (address[whole] & mask));
    }

    @Override
    public String toString() {
        return text;
    }
}
