package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ECHO;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trying again, on real sockets. When it is tried again, {@link DialTest} knows. */
class RetryTest {
    private static final Retry SOON = Retry.FOR_EVER.pauses(Duration.ofMillis(5), Duration.ofMillis(20));

    private final TestNames names = new TestNames().with("a.test", "127.0.0.1");
    private final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.resolver(names));

    @AfterEach
    void close() {
        tcp.close();
    }

    private CompletableFuture<Tcp.Connected> connect(int port, Retry retry) {
        return Tcp.connect(tcp.system, InetSocketAddress.createUnresolved("a.test", port),
            ConnectSettings.DEFAULT.retry(retry), ECHO);
    }

    private static int nobodysPort() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return nobody.getLocalPort();
        }
    }

    @Test
    void connectsOnceTheServerIsThere() throws IOException {
        int port = nobodysPort();
        CompletableFuture<Tcp.Connected> future = connect(port, SOON);
        await().until(() -> names.lookUps.get() >= 3);

        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(server.getLocalSocketAddress(), future.join().remote());
        }
    }

    @Test
    void connectsOnceTheServerHasMoved() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, TestNames.address("127.0.0.9"))) {
            CompletableFuture<Tcp.Connected> future = connect(server.getLocalPort(), SOON);
            await().until(() -> names.lookUps.get() >= 3);

            names.with("a.test", "127.0.0.9");

            assertEquals(server.getLocalSocketAddress(), future.join().remote());
        }
    }

    @Test
    void failsAfterTheLastTry() throws IOException {
        CompletableFuture<Tcp.Connected> future = connect(nobodysPort(), SOON.tries(3));

        CompletionException failure = assertThrows(CompletionException.class, future::join);

        assertInstanceOf(ConnectException.class, failure.getCause());
        assertEquals(3, names.lookUps.get());
        tcp.awaitCount("connect", 0);
    }

    @Test
    void endsWithItsFuture() throws IOException {
        int port = nobodysPort();
        CompletableFuture<Tcp.Connected> future = connect(port, SOON);
        await().until(() -> names.lookUps.get() >= 3);

        future.cancel(false);

        tcp.awaitCount("connect", 0);
        tcp.awaitCount("connect :" + port, 0);
    }

    @Test
    void pausesAreBetweenTheHalfAndTheWholeAndNeverTooLong() {
        Retry retry = Retry.FOR_EVER.pauses(Duration.ofNanos(1000), Duration.ofDays(1));
        for (int failures : new int[] {1, 2, 10, 100, 10_000, Integer.MAX_VALUE}) {
            double whole = Math.min(1000 * Math.pow(2, failures - 1), Duration.ofDays(1).toNanos());
            for (int i = 0; i < 100; i++) {
                long pause = retry.pauseAfter(failures).toNanos();
                assertTrue(pause >= Math.floor(whole / 2) && pause <= whole, failures + " failures: " + pause);
            }
        }
    }

    @Test
    void aPauseIsNeverNone() {
        Retry shortest = Retry.FOR_EVER.pauses(Duration.ofNanos(1), Duration.ofNanos(1));
        assertEquals(Duration.ofNanos(1), shortest.pauseAfter(1));
    }

    @Test
    void aPauseMayBeForEver() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        Retry longest = Retry.FOR_EVER.pauses(forEver, forEver);
        assertTrue(longest.pauseAfter(7).compareTo(Duration.ofDays(10_000)) > 0);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> Retry.NONE.tries(0));
        assertThrows(IllegalArgumentException.class, () -> Retry.NONE.within(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> Retry.NONE.pauses(Duration.ZERO, Duration.ofMillis(1)));
        assertThrows(IllegalArgumentException.class,
            () -> Retry.NONE.pauses(Duration.ofMillis(2), Duration.ofMillis(1)));
        assertThrows(IllegalArgumentException.class,
            () -> ConnectSettings.DEFAULT.attemptDelay(Duration.ofMillis(9)));
    }

    @Test
    void settingsKeepTheirOtherValues() {
        ConnectSettings settings = ConnectSettings.DEFAULT.retry(SOON).attemptDelay(Duration.ofMillis(10))
            .timeout(Duration.ofSeconds(1));

        assertEquals(SOON, settings.retry());
        assertEquals(Duration.ofMillis(10), settings.attemptDelay());
        assertEquals(Retry.NONE, ConnectSettings.DEFAULT.retry());
        assertEquals(Duration.ofMillis(250), ConnectSettings.DEFAULT.attemptDelay());
    }
}
