package dev.sluice.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class LogTapTest {
    private final List<String> lines = new ArrayList<>();
    private boolean isOn = true;
    private Stepped stepped;
    private Pair pair;
    private NioStream stream;
    private StreamHandle tapped;

    @BeforeEach
    void open() throws IOException {
        stepped = new Stepped();
        pair = Pair.open();
        stream = NioStream.connected(pair.ours());
        tapped = new LogTap(logger(), 20).wrap(stream);
    }

    @AfterEach
    void close() throws IOException {
        pair.close();
        stepped.close();
    }

    /** Logs at TRACE only, and takes a format with arguments. */
    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "isTraceEnabled" -> isOn;
                case "trace" -> lines
                    .add(MessageFormatter.arrayFormat((String) arguments[0], (Object[]) arguments[1]).getMessage());
                default -> throw new AssertionError(method);
            });
    }

    @Test
    void shouldLogWhatHappens() throws IOException {
        tapped.open();
        pair.peerSays("hello");
        read();
        tapped.write(US_ASCII.encode("wörld"));
        tapped.write(new ByteBuffer[] {US_ASCII.encode("one"), US_ASCII.encode("two")}, 2);
        tapped.endOutput();
        pair.peer().shutdownOutput();
        read();
        tapped.abort();
        tapped.close();

        assertEquals(List.of("opened",
            "received 5\n00000000  68 65 6c 6c 6f                                    |hello|",
            "sent 5 of 5\n00000000  77 3f 72 6c 64                                    |w?rld|",
            "sent 3 of 3\n00000000  6f 6e 65                                          |one|",
            "sent 3 of 3\n00000000  74 77 6f                                          |two|",
            "output ended", "input ended", "aborted", "closed"), withoutAddresses());
    }

    /** Until there is something, or the end. */
    private void read() {
        stepped.until(() -> tapped.read(ByteBuffer.allocate(64)) != 0);
    }

    private List<String> withoutAddresses() {
        String addresses = text(stream.localAddress()) + " - " + text(stream.remoteAddress()) + " ";
        return lines.stream().map(line -> line.replace(addresses, "")).toList();
    }

    private static String text(Object address) {
        InetSocketAddress inet = (InetSocketAddress) address;
        return inet.getAddress().getHostAddress() + ":" + inet.getPort();
    }

    @Test
    void shouldShowOnlyTheBeginningOfWhatIsLong() throws IOException {
        tapped.write(US_ASCII.encode("0123456789abcdef\n\t~\u007f and more"));

        assertEquals("""
            sent 29 of 29
            00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|
            00000010  0a 09 7e 7f                                       |..~.|
            9 more""", withoutAddresses().getFirst());
    }

    @Test
    void shouldLogHowMuchWasTaken() throws IOException {
        pair.ours().setOption(StandardSocketOptions.SO_SNDBUF, 4096);
        ByteBuffer large = ByteBuffer.allocate(16 * 1024 * 1024);

        int taken = tapped.write(large);
        stream.close();
        assertThrows(IOException.class, () -> tapped.write(large));

        assertEquals("sent " + taken + " of 16777216", withoutAddresses().getFirst().lines().findFirst().orElseThrow());
        assertEquals("failed: java.nio.channels.ClosedChannelException", withoutAddresses().getLast());
    }

    @Test
    void shouldSeeTheBytesOfAFile(@TempDir Path directory) throws IOException {
        Path path = Files.writeString(directory.resolve("file"), "0123456789");
        try (FileChannel file = FileChannel.open(path)) {
            assertEquals(3, tapped.transferFrom(file, 2, 3, ByteBuffer.allocate(64)));
        }
        assertEquals("sent 3 of 3\n00000000  32 33 34                                          |234|",
            withoutAddresses().getFirst());
    }

    @Test
    void shouldLetAFilePassByItselfWhileItIsOff(@TempDir Path directory) throws IOException {
        isOn = false;
        Path path = Files.writeString(directory.resolve("file"), "0123456789");
        try (FileChannel file = FileChannel.open(path)) {
            assertEquals(3, tapped.transferFrom(file, 2, 3, null));
        }
        tapped.close();
        assertEquals(List.of(), lines);
    }

    @Test
    void shouldShowNothingIfItIsToldSo() throws IOException {
        tapped = new LogTap(logger(), 20).dumping(0).wrap(stream);
        tapped.write(US_ASCII.encode("secret"));
        assertEquals(List.of("sent 6 of 6"), withoutAddresses());
        assertThrows(IllegalArgumentException.class, () -> LogTap.named("x").dumping(-1));
    }

    /** As before it is open. */
    @Test
    void shouldSaySoIfItDoesNotKnowAnAddress() throws IOException {
        try (Pair.Nobody nobody = Pair.nobody(Pair.V4.getAddress())) {
            NioStream connecting = NioStream.connect(SocketChannel.open(), nobody.address());
            new LogTap(logger(), 0).wrap(connecting).abort();
            connecting.close();
            assertEquals(List.of("? - " + text(nobody.address()) + " aborted"), lines);
        }
    }
}
