package dev.sluice.io;

/** Looks for one byte string in another: at each place where its first byte is, compares the rest. */
final class BytesSearch {
    private BytesSearch() {
    }

    static int find(ByteString wanted, ByteString bytes, int from) {
        return wanted.isEmpty() ? from : findFirstByte(wanted, bytes, from);
    }

    private static int findFirstByte(ByteString wanted, ByteString bytes, int from) {
        byte first = wanted.at(0);
        int last = bytes.length - wanted.length;
        int at = bytes.find(first, from);
        while (at >= 0 && at <= last && !bytes.matches(at, wanted, 0, wanted.length)) {
            at = bytes.find(first, at + 1);
        }
        return at <= last ? at : -1;
    }
}
