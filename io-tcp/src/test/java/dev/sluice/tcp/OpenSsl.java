package dev.sluice.tcp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.testkit.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The other implementation, as a process of its own. */
final class OpenSsl implements AutoCloseable {
    private static final Pattern ACCEPTS = Pattern.compile("ACCEPT \\S+:(\\d+)");

    private final Process process;
    private final Said output = new Said();
    private final Said errors = new Said();
    private final CountDownLatch reads = new CountDownLatch(1);

    /** What it has said so far. */
    private static final class Said {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void all(InputStream in) {
            byte[] buffer = new byte[1 << 14];
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // it is gone
            }
        }

        @Override
        public String toString() {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private OpenSsl(List<String> command, boolean readsAtOnce) throws IOException {
        process = new ProcessBuilder(command).start();
        if (readsAtOnce) {
            reads.countDown();
        }
        Thread.ofPlatform().daemon().start(() -> {
            try {
                reads.await();
                output.all(process.getInputStream());
            } catch (InterruptedException e) {
                // nobody wants to know
            }
        });
        Thread.ofPlatform().daemon().start(() -> errors.all(process.getErrorStream()));
    }

    static void assumeInstalled() {
        assumeTrue(isInstalled(), "there is no openssl on this machine");
    }

    private static boolean isInstalled() {
        try {
            Process version = new ProcessBuilder("openssl", "version").redirectErrorStream(true).start();
            version.getInputStream().readAllBytes();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static OpenSsl client(InetSocketAddress server, String... options) throws IOException {
        return client(true, server, options);
    }

    /** Its output is a pipe, which fills; then it reads no more. */
    static OpenSsl slowClient(InetSocketAddress server, String... options) throws IOException {
        return client(false, server, options);
    }

    private static OpenSsl client(boolean reads, InetSocketAddress server, String... options) throws IOException {
        List<String> command = new ArrayList<>(
            List.of("openssl", "s_client", "-connect", "127.0.0.1:" + server.getPort()));
        command.addAll(List.of(options));
        return new OpenSsl(command, reads);
    }

    static OpenSsl server(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0"));
        command.addAll(List.of(options));
        return new OpenSsl(command, true);
    }

    /** Where a server accepts. */
    InetSocketAddress address() {
        awaitSaid("ACCEPT ");
        Matcher where = ACCEPTS.matcher(said());
        if (!where.find()) {
            throw new AssertionError("where? " + said());
        }
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(where.group(1)));
    }

    String said() {
        return output + "\n" + errors;
    }

    void awaitSaid(String text) {
        try {
            await().atMost(Probe.PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> said().contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("expected \"" + text + "\", but it said: " + said(), e);
        }
    }

    void readsNow() {
        reads.countDown();
    }

    /** Bytes of its output. */
    byte[] output() {
        return output.bytes.toByteArray();
    }

    void type(byte[] bytes) throws IOException {
        process.getOutputStream().write(bytes);
        process.getOutputStream().flush();
    }

    void type(String text) throws IOException {
        type(text.getBytes(StandardCharsets.UTF_8));
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** It has no time for a close_notify. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitExit() throws InterruptedException {
        if (!process.waitFor(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it goes on: " + said());
        }
    }

    @Override
    public void close() {
        reads.countDown();
        process.destroyForcibly();
    }
}
