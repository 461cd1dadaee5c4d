package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.testkit.TestIdentity;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Who ends while a part of his handshake is still on its way elsewhere. */
class TlsStoppedTest {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    private static Thread greeting(Socket raw, Queue<Exception> failures) throws IOException {
        SSLSocket client = (SSLSocket) TestIdentity.anonymous(TlsFixture.localhost())
            .getSocketFactory().createSocket(raw, "localhost", 443, true);
        return Thread.startVirtualThread(() -> {
            try {
                client.startHandshake();
            } catch (IOException e) {
                failures.add(e);
            }
        });
    }

    @Test
    void shouldStopInTheMiddleOfAHandshake() throws Exception {
        TlsFixture tls = new TlsFixture();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (Socket raw = TcpFixture.client(tls.bind(TlsFixture.server().tasksOn(tasks::add)))) {
            Thread client = greeting(raw, failures);
            Runnable task = tasks.poll(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            tls.close();
            client.join();
            task.run();

            assertEquals(1, failures.size());
        }
    }

    @Test
    void shouldTellAtOnceThatATaskHasFailed() throws Exception {
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (TlsFixture tls = new TlsFixture();
            Socket raw = TcpFixture.client(tls.bind(BindSettings.DEFAULT.layer(TlsFixture.server().tasksOn(task -> {
                throw new IllegalStateException("nobody is there");
            })).accepting(AcceptSettings.DEFAULT.openWithin(Duration.ZERO))))) {
            greeting(raw, failures).join();

            assertEquals(1, failures.size());
            tls.tcp.binder.expectNothing();
        }
    }
}
