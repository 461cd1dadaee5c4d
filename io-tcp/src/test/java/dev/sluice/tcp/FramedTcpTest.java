package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static dev.sluice.tcp.TcpFixture.receive;
import static dev.sluice.tcp.TcpFixture.send;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.framing.FrameHandler;
import dev.sluice.framing.Framed;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.LengthField;
import dev.sluice.framing.Lines;
import dev.sluice.framing.TruncatedFrameException;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.io.Handler;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that are written in frames, over real sockets. */
class FramedTcpTest {
    private static final Lines LINES = Lines.of(1000).crLf();
    private static final Handler LINE_ECHO = Framed.handler(LINES, (ctx, framed) -> line -> framed.send(line));
    private static final ConnectionSettings PULLED = ConnectionSettings.DEFAULT.reading(Reading.PULL).halfOpen(true);

    private final TcpFixture tcp = new TcpFixture();

    @AfterEach
    void close() {
        tcp.close();
    }

    private Socket connect(Handler handler, ConnectionSettings settings) throws IOException {
        return client(tcp.bind(handler, BindSettings.DEFAULT.connection(settings)).local());
    }

    private Socket connect(Handler handler) throws IOException {
        return connect(handler, ConnectionSettings.DEFAULT);
    }

    private static String receiveAll(Socket client) throws IOException {
        return ByteString.copyOf(client.getInputStream().readAllBytes()).decodeUtf8();
    }

    @Test
    void shouldEchoLines() throws IOException {
        try (Socket client = connect(LINE_ECHO)) {
            assertEquals("hello\r\n", echoed(client, "hello\r\n"));
            send(client, "one\ntwo\n\nth");
            assertEquals("one\r\ntwo\r\n\r\n", receive(client, 12));
            send(client, "ree\n");
            assertEquals("three\r\n", receive(client, 7));
        }
    }

    /** The smallest frames there are, to a peer who reads nothing until output is backed up. */
    @Test
    void shouldEchoAFloodOfEmptyLinesToAPeerWhoReadsLate() throws Exception {
        int lines = 12 << 20;
        Echo echo = new Echo();
        Tcp.Bound bound = tcp.bind(Framed.handler(Lines.of(9), echo), BindSettings.DEFAULT);
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(bound.local());
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> flood(client, lines));
            echo.isBackedUp.join();

            for (int left = lines; left > 0;) {
                byte[] part = client.getInputStream().readNBytes(Math.min(left, 1 << 16));
                assertArrayEquals("\n".repeat(part.length).getBytes(), part);
                left -= part.length;
            }
            sent.join();
        }
    }

    private static final class Echo implements Framed.Factory {
        final CompletableFuture<Void> isBackedUp = new CompletableFuture<>();

        @Override
        public FrameHandler create(Context<Event> ctx, Framed framed) {
            return new FrameHandler() {
                @Override
                public void on(ByteString line) {
                    framed.send(line);
                }

                @Override
                public void onEvent(Event event) {
                    if (event instanceof Flow(var open) && !open) {
                        isBackedUp.complete(null);
                    }
                }
            };
        }
    }

    private static void flood(Socket client, int lines) {
        try {
            client.getOutputStream().write("\n".repeat(lines).getBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldEchoFramesOfAllSizes() throws Exception {
        LengthField framing = LengthField.of(4, 1 << 20);
        try (Socket client = connect(Framed.handler(framing, (ctx, framed) -> frame -> framed.send(frame)))) {
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            DataInputStream in = new DataInputStream(client.getInputStream());
            Random random = new Random(1);
            for (int size : new int[] {0, 1, 63, 64, 65, 300, 5_000, 70_000, 1_000_000, 3}) {
                byte[] frame = new byte[size];
                random.nextBytes(frame);
                out.writeInt(size);
                out.write(frame);

                assertEquals(size, in.readInt());
                assertArrayEquals(frame, in.readNBytes(size));
            }
        }
    }

    @Test
    void shouldCloseAfterAFrameThatIsTooLong() throws IOException {
        try (Socket client = connect(LINE_ECHO)) {
            send(client, "fine\n" + "x".repeat(1001));

            assertEquals("fine\r\n", receiveAll(client));
        }
    }

    @Test
    void shouldSayWhatIsWrongBeforeItCloses() throws IOException {
        Handler polite = Framed.handler(LINES, (ctx, framed) -> new FrameHandler() {
            @Override
            public void on(ByteString line) {
                framed.send(line);
            }

            @Override
            public void onFailure(FramingException failure) {
                framed.send(ByteString.utf8(failure.getClass().getSimpleName()));
                framed.close();
            }
        });
        try (Socket client = connect(polite)) {
            send(client, "fine\n" + "x".repeat(2000));

            assertEquals("fine\r\nFrameTooLongException\r\n", receiveAll(client));
        }
    }

    @Test
    void shouldTellOfAPeerWhoEndsWithinAFrame() throws IOException {
        CompletableFuture<FramingException> told = new CompletableFuture<>();
        Handler handler = Framed.handler(LINES, (ctx, framed) -> new FrameHandler() {
            @Override
            public void on(ByteString line) {
                framed.send(line);
            }

            @Override
            public void onFailure(FramingException failure) {
                told.complete(failure);
            }
        });
        try (Socket client = connect(handler)) {
            send(client, "whole\nhalf");
            client.shutdownOutput();

            assertEquals("whole\r\n", receiveAll(client));
            assertEquals(4, assertInstanceOf(TruncatedFrameException.class, told.join()).received());
        }
    }

    /** One question at a time, each answered before the next is looked at. */
    private static final class OneByOne implements FrameHandler {
        private record Written() implements Extension {}

        private final Ack<Event> ack;
        private final Framed framed;

        OneByOne(ActorRef<Event> self, Framed framed) {
            this.ack = new Ack<>(self, new Written());
            this.framed = framed;
            framed.pull();
        }

        @Override
        public void on(ByteString line) {
            framed.send(line, ack);
        }

        @Override
        public void onEvent(Event event) {
            switch (event) {
                case Written() -> framed.pull();
                case InputEnded() -> framed.close();
                default -> {}
            }
        }
    }

    @Test
    void shouldAnswerOneByOneWhenFramesArePulled() throws IOException {
        Handler handler = Framed.pulling(LINES.openEnd(), (ctx, framed) -> new OneByOne(ctx.self(), framed));
        try (Socket client = connect(handler, PULLED)) {
            assertEquals("hello\r\n", echoed(client, "hello\r\n"));
            send(client, "line\r\n".repeat(1000) + "la");
            send(client, "st");
            client.shutdownOutput();

            assertEquals("line\r\n".repeat(1000) + "last\r\n", receiveAll(client));
        }
    }
}
