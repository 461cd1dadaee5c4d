package dev.sluice.examples.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.io.ByteString;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final Lines lines = new Lines();

    private void feed(String text) {
        lines.feed(ByteString.utf8(text));
    }

    @Test
    void shouldCutLinesHoweverTheyCome() throws TooLongException {
        feed("on");
        assertNull(lines.next());
        feed("e\ntwo\n\nth");
        assertEquals("one", lines.next());
        assertEquals("two", lines.next());
        assertEquals("", lines.next());
        assertNull(lines.next());
        feed("ree\n");
        assertEquals("three", lines.next());
        assertNull(lines.next());
        assertNull(lines.last());
    }

    @Test
    void shouldGiveTheUnfinishedLineAtTheEnd() throws TooLongException {
        feed("one\ntwo");

        assertEquals("one", lines.next());
        assertNull(lines.next());
        assertEquals("two", lines.last());
        assertNull(lines.last());
    }

    @Test
    void shouldNotKeepMoreThanALineMayHave() throws TooLongException {
        feed("x".repeat(Lines.LONGEST));
        assertNull(lines.next());

        feed("x");
        assertThrows(TooLongException.class, lines::next);
    }

    @Test
    void shouldRefuseAFinishedLineThatIsTooLong() throws TooLongException {
        feed("x".repeat(Lines.LONGEST) + "\n" + "x".repeat(Lines.LONGEST + 1) + "\n");

        assertEquals(Lines.LONGEST, lines.next().length());
        assertThrows(TooLongException.class, lines::next);
    }
}
