package dev.sluice.transport.contract;

/** Bytes that show where they belong: what is lost, doubled or out of order doesn't fit. */
final class Pattern {
    private Pattern() {}

    static byte at(long offset) {
        return (byte) (offset * 0x9E3779B97F4A7C15L >>> 56);
    }

    static byte[] from(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(offset + i);
        }
        return bytes;
    }
}
