package dev.sluice.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteStringTextTest {
    @Test
    void shouldDecodeCharactersThatTwoPiecesShare() {
        String text = "grüße \uD83D\uDE00 ".repeat(40);
        ByteString whole = ByteString.utf8(text);
        for (int border = 0; border <= whole.length(); border++) {
            ByteString halves = whole.slice(0, border).concat(whole.slice(border, whole.length()));

            assertEquals(text, halves.decodeUtf8());
        }
    }

    @Test
    void shouldReplaceMalformedText() {
        assertEquals("gr\uFFFD", ByteString.utf8("grü").slice(0, 3).decodeUtf8());
        assertEquals("a\uFFFDb", bytes('a', 0xff, 'b').decodeUtf8());
        assertEquals("a?", ByteString.utf8("a\uD800").decodeUtf8());
    }

    @Test
    void shouldShowTextAsText() {
        assertEquals("ByteString[5 \"hello\"]", ByteString.utf8("hello").toString());
        assertEquals("ByteString[0 \"\"]", ByteString.empty().toString());
        assertEquals("ByteString[7 \"grüße\"]", ByteString.utf8("grüße").toString());
        assertEquals("ByteString[8 \"\\\\\\\"a\\\"\\t\\t\\r\\n\"]", ByteString.utf8("\\\"a\"\t\t\r\n").toString());
    }

    @Test
    void shouldShowBinaryInHexadecimal() {
        assertEquals("ByteString[3 00ff10]", bytes(0, 0xff, 0x10).toString());
        assertEquals("ByteString[3 e2808b]", ByteString.utf8("\u200B").toString(), "invisible");
        assertEquals("ByteString[2 61c3]", bytes('a', 0xc3).toString(), "half a character");
        assertEquals("ByteString[65 " + "00".repeat(64) + "...]", ByteString.copyOf(new byte[65]).toString());
    }

    @Test
    void shouldShorten() {
        ByteString rope = ByteString.utf8("a".repeat(300)).concat(ByteString.utf8("b".repeat(300)));

        assertEquals("ByteString[600 \"" + "a".repeat(64) + "\"...]", rope.toString());
        assertEquals("ByteString[64 \"" + "a".repeat(64) + "\"]", rope.slice(0, 64).toString());
    }

    @Test
    void shouldLeaveOutACharacterThatShorteningCutsInTwo() {
        ByteString bytes = ByteString.utf8("a".repeat(63) + "\uD83D\uDE00");

        assertEquals("ByteString[67 \"" + "a".repeat(63) + "\"...]", bytes.toString());
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyOf(bytes);
    }
}
