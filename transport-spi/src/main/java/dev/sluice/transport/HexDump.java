package dev.sluice.transport;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as people read them: sixteen to a line, as numbers and as the characters of ASCII. */
final class HexDump {
    private static final int WIDTH = 16;
    private static final HexFormat HEX = HexFormat.of();

    private HexDump() {}

    /** Each line begins with a line break; the last says how many bytes are not shown. */
    static String of(ByteBuffer bytes, int most) {
        StringBuilder text = new StringBuilder();
        int shown = Math.min(bytes.remaining(), most);
        for (int from = 0; from < shown; from += WIDTH) {
            line(text, bytes, from, Math.min(shown, from + WIDTH));
        }
        if (shown > 0 && shown < bytes.remaining()) {
            text.append("\n").append(bytes.remaining() - shown).append(" more");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, ByteBuffer bytes, int from, int to) {
        text.append('\n').append(HEX.toHexDigits(from));
        for (int i = from; i < from + WIDTH; i++) {
            text.append(i % (WIDTH / 2) == 0 ? "  " : " ").append(i < to ? HEX.toHexDigits(at(bytes, i)) : "  ");
        }
        text.append("  |");
        for (int i = from; i < to; i++) {
            text.append(printable(at(bytes, i)));
        }
        text.append('|');
    }

    private static byte at(ByteBuffer bytes, int index) {
        return bytes.get(bytes.position() + index);
    }

    private static char printable(byte value) {
        return value >= ' ' && value <= '~' ? (char) value : '.';
    }
}
