package dev.sluice.examples.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorSystem;
import dev.sluice.framing.Delimiters;
import dev.sluice.framing.FixedLength;
import dev.sluice.framing.FrameDecoder;
import dev.sluice.framing.FrameHandler;
import dev.sluice.framing.FrameTooLongException;
import dev.sluice.framing.Framed;
import dev.sluice.framing.Framing;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.LengthField;
import dev.sluice.framing.Lines;
import dev.sluice.framing.MalformedFrameException;
import dev.sluice.io.ByteString;
import dev.sluice.io.Handler;
import dev.sluice.tcp.Tcp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page on framing shows. */
class FramingPageTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 0);

    private static String exchanged(Handler handler, String sent) throws IOException {
        try (ActorSystem system = ActorSystem.create("page"); Socket client = new Socket()) {
            client.connect(Tcp.bind(system, ADDRESS, handler).join().local());
            client.getOutputStream().write(sent.getBytes(UTF_8));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void shouldEchoLines() throws IOException {
        Handler echo = Framed.handler(Lines.of(4096), (ctx, framed) -> line -> framed.send(line));

        assertEquals("one\ntwo\n", exchanged(echo, "one\r\ntwo\n"));
    }

    @Test
    void shouldDescribeProtocols() {
        Framing plain = LengthField.of(4, 1 << 20); // four bytes of length, then so many bytes
        Framing whole = LengthField.of(2, 1 << 16).adjustment(-2); // the length counts itself too
        Framing tagged = LengthField.of(3, 1 << 20).offset(1).strip(0) // a tag, the length; both stay in the frame
            .order(ByteOrder.LITTLE_ENDIAN);
        Framing records = Delimiters.of(1 << 16, ByteString.utf8("\u001e"), ByteString.utf8("\n\n"));
        Framing blocks = new FixedLength(188);

        assertEquals(ByteString.utf8("\0\0\0\2hi"), plain.encode(ByteString.utf8("hi")));
        assertEquals(ByteString.utf8("\0\4hi"), whole.encode(ByteString.utf8("hi")));
        assertEquals(ByteString.utf8("t\2\0\0hi"), tagged.encode(ByteString.utf8("thi")));
        assertEquals(ByteString.utf8("hi\u001e"), records.encode(ByteString.utf8("hi")));
        assertThrows(IllegalArgumentException.class, () -> blocks.encode(ByteString.utf8("hi")));
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        Handler polite = Framed.handler(Lines.of(9), (ctx, framed) -> new FrameHandler() {
            @Override
            public void on(ByteString line) {
                framed.send(line);
            }

            @Override
            public void onFailure(FramingException failure) {
                framed.send(ByteString.utf8("too long"));
                framed.close();
            }
        });

        assertEquals("fine\ntoo long\n", exchanged(polite, "fine\n" + "x".repeat(10)));
    }

    private static List<String> taken(FrameDecoder decoder, ByteString data) throws FramingException {
        List<String> taken = new ArrayList<>();
        decoder.feed(data);
        for (ByteString frame = decoder.next(); frame != null; frame = decoder.next()) {
            taken.add(frame.decodeUtf8());
        }
        return taken;
    }

    @Test
    void shouldTakeAFramingOfOnesOwn() throws Exception {
        Netstrings netstrings = new Netstrings(100);
        ByteString sent = netstrings.encode(ByteString.utf8("hello")).concat(netstrings.encode(ByteString.empty()));
        assertEquals(ByteString.utf8("5:hello,0:,"), sent);
        for (int from = 0; from <= sent.length(); from++) {
            FrameDecoder decoder = netstrings.decoder();
            List<String> frames = new ArrayList<>(taken(decoder, sent.slice(0, from)));
            frames.addAll(taken(decoder, sent.slice(from, sent.length())));
            assertEquals(List.of("hello", ""), frames);
        }
        assertEquals("5:hello,", exchanged(Framed.handler(netstrings, (ctx, framed) -> framed::send), "5:hello,"));
    }

    @Test
    void shouldRefuseWhatIsNoNetstring() throws FramingException {
        for (String wrong : List.of(":,", "x", "5;", "0000000000", "1:ab", "-1:")) {
            FrameDecoder decoder = new Netstrings(100).decoder();
            decoder.feed(ByteString.utf8(wrong));
            assertThrows(MalformedFrameException.class, decoder::next, wrong);
        }
        FrameDecoder decoder = new Netstrings(100).decoder();
        decoder.feed(ByteString.utf8("10"));
        assertNull(decoder.next());
        decoder.feed(ByteString.utf8("1"));
        assertThrows(FrameTooLongException.class, decoder::next);
    }
}
