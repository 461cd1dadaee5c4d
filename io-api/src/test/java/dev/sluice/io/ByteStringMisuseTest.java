package dev.sluice.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ByteStringMisuseTest {
    private static final ByteString HELLO = ByteString.utf8("hello");
    private static final ByteString ROPE = ByteString.copyOf(new byte[300]).concat(ByteString.copyOf(new byte[300]));

    @Test
    void shouldRefuseToBecomeTooLong() {
        ByteString big = ByteString.copyOf(new byte[1 << 20]);
        for (int i = 0; i < 10; i++) {
            big = big.concat(big);
        }
        ByteString gibibyte = big;

        assertEquals(1 << 30, gibibyte.length());
        assertMessage(IllegalArgumentException.class, "too long: length 1073741824, other.length 1073741824",
            () -> gibibyte.concat(gibibyte));
        assertEquals(Integer.MAX_VALUE, gibibyte.concat(gibibyte.slice(1, 1 << 30)).length());
    }

    @Test
    void shouldNameTheArgumentsThatLieOutside() {
        byte[] three = new byte[3];
        ByteBuffer buffer = ByteBuffer.allocate(3);
        assertOutside("offset 1, length 3, bytes.length 3", () -> ByteString.copyOf(three, 1, 3));
        assertOutside("offset -1, length 3, bytes.length 3", () -> ByteString.copyOf(three, -1, 3));
        assertOutside("offset 1, length -1, bytes.length 3", () -> ByteString.copyOf(three, 1, -1));
        assertOutside("offset 2147483647, length 2147483647, bytes.length 3",
            () -> ByteString.copyOf(three, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertOutside("Index 5 out of bounds for length 5", () -> HELLO.byteAt(5));
        assertOutside("Index 1 out of bounds for length 1", () -> HELLO.slice(1, 2).byteAt(1));
        assertOutside("from -1, to 2, length 5", () -> HELLO.slice(-1, 2));
        assertOutside("from 3, to 2, length 5", () -> HELLO.slice(3, 2));
        assertOutside("from 0, to 601, length 600", () -> ROPE.slice(0, 601));
        assertOutside("from 6, length 5", () -> HELLO.indexOf((byte) 0, 6));
        assertOutside("from -1, length 5", () -> HELLO.indexOf(ByteString.empty(), -1));
        assertOutside("from 6, length 5", () -> HELLO.copyTo(6, buffer));
        assertOutside("offset 0, length 5, dst.length 3", () -> HELLO.copyTo(three, 0));
        assertOutside("offset -1, length 0, dst.length 3", () -> ByteString.empty().copyTo(three, -1));
    }

    @Test
    void shouldNameTheArgumentThatIsNull() {
        assertNull("bytes", () -> ByteString.copyOf((byte[]) null));
        assertNull("bytes", () -> ByteString.copyOf(null, 0, 0));
        assertNull("source", () -> ByteString.copyOf((ByteBuffer) null));
        assertNull("text", () -> ByteString.utf8(null));
        assertNull("other", () -> HELLO.concat(null));
        assertNull("other", () -> HELLO.indexOf(null, 0));
        assertNull("prefix", () -> HELLO.startsWith(null));
        assertNull("dst", () -> HELLO.copyTo(0, null));
        assertNull("dst", () -> HELLO.copyTo(null, 0));
    }

    private static void assertOutside(String message, Executable call) {
        assertMessage(IndexOutOfBoundsException.class, message, call);
    }

    private static void assertNull(String argument, Executable call) {
        assertMessage(NullPointerException.class, argument, call);
    }

    private static void assertMessage(Class<? extends Throwable> type, String message, Executable call) {
        assertEquals(message, assertThrows(type, call).getMessage());
    }
}
