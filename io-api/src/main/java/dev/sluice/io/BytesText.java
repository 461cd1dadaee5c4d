package dev.sluice.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** How a byte string shows itself in logs and debuggers. */
final class BytesText {
    private static final int SHOWN = 64;

    private BytesText() {
    }

    static String describe(ByteString bytes) {
        boolean whole = bytes.length <= SHOWN;
        ByteString shown = whole ? bytes : bytes.part(0, SHOWN);
        String text = printable(shown, whole).map(BytesText::quote).orElseGet(() -> hex(shown));
        return "ByteString[" + bytes.length + " " + text + (whole ? "]" : "...]");
    }

    /** If the bytes go on after those shown, the last character may be cut in two and is left out. */
    private static Optional<String> printable(ByteString shown, boolean whole) {
        CharBuffer text = CharBuffer.allocate(SHOWN);
        boolean malformed = UTF_8.newDecoder().decode(shown.asByteBuffer(), text, whole).isError();
        text.flip();
        return malformed || !text.codePoints().allMatch(BytesText::isPrintable)
            ? Optional.empty()
            : Optional.of(text.toString());
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\r' || codePoint == '\n' || codePoint == '\t';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String quote(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"")
            .replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        return '"' + escaped + '"';
    }

    private static String hex(ByteString shown) {
        return HexFormat.of().formatHex(shown.toByteArray());
    }
}
