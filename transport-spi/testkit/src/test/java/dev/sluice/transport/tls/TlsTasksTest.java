package dev.sluice.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.Probe;
import dev.sluice.transport.FilterStream;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** What is done beside the loop, and goes wrong there. */
class TlsTasksTest {
    private final MemoryStream.Pair pair = MemoryStream.pair(1 << 20);
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** Asks somebody which key to show. */
    private static final class Keys extends X509ExtendedKeyManager {
        private final Supplier<String> alias;

        Keys(Supplier<String> alias) {
            this.alias = alias;
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return alias.get();
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    /** A server that was greeted, and has begun to think. */
    private StreamHandle greeted(Supplier<String> alias, StreamHandle below)
        throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new Keys(alias)}, null, null);
        assertFalse(Identities.client().tasksOn(Runnable::run).wrap(pair.left()).open());
        StreamHandle server = Tls.server(context).tasksOn(tasks::add).wrap(below);
        assertFalse(server.open());
        assertEquals(1, tasks.size());
        return server;
    }

    @Test
    void shouldTellOfAnExceptionAtOnce() throws Exception {
        StreamHandle server = greeted(() -> {
            throw new IllegalStateException("no key today");
        }, pair.right());
        tasks.remove().run();

        assertThrows(SSLException.class, server::open);
    }

    @Test
    void shouldTellOfAnErrorAtOnce() throws Exception {
        StreamHandle server = greeted(() -> {
            throw new StackOverflowError("in a task");
        }, pair.right());
        tasks.remove().run();

        assertThrows(IOException.class, server::open);
    }

    /** Takes all, but doesn't say so of the last byte; and breaks when it is told. */
    private static final class Breaking extends FilterStream {
        private boolean breaks;
        private boolean holds;

        Breaking(StreamHandle inner) {
            super(inner);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (breaks) {
                throw new IOException("broken below");
            }
            if (holds) {
                return 0;
            }
            holds = true;
            int written = inner.write(source);
            source.position(source.position() - 1);
            return written - 1;
        }
    }

    /** Holds the task up as long as the test wants. */
    private static final class Patient implements X509TrustManager {
        private final CountDownLatch running = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            running.countDown();
            try {
                mayEnd.await(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new CertificateException(e);
            }
            ended.countDown();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** The engine is locked as long as a task runs. */
    private final Patient trust = new Patient();
    private final Breaking below = new Breaking(pair.left());

    /** Comes back when the task is held up, or done. */
    private void untilItIsHeldUp(Runnable task) {
        Thread thread = Thread.ofPlatform().start(task);
        while (thread.isAlive() && trust.running.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    /** A client that thinks about the server's certificate. */
    private StreamHandle thinking() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        StreamHandle client = Tls.client(context, "localhost", 443).tasksOn(this::untilItIsHeldUp).wrap(below);
        StreamHandle server = Identities.server().protocols("TLSv1.2").tasksOn(Runnable::run).wrap(pair.right());
        while (trust.running.getCount() > 0) {
            assertFalse(client.open());
            assertFalse(server.open());
        }
        return client;
    }

    @Test
    void shouldNotWaitForATask() throws Exception {
        StreamHandle client = thinking();
        assertFalse(client.open());
        client.watched(Ready.READ);

        assertEquals(1, trust.ended.getCount());
        trust.mayEnd.countDown();
    }

    @Test
    void shouldNotWaitForATaskWhenTheStreamBreaks() throws Exception {
        StreamHandle client = thinking();
        below.breaks = true;

        assertThrows(IOException.class, client::open);
        assertEquals(1, trust.ended.getCount());
        trust.mayEnd.countDown();
    }
}
