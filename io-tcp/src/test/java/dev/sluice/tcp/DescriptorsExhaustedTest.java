package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process that may not have as many descriptors as it has clients. */
class DescriptorsExhaustedTest {
    private static final int DESCRIPTORS = 100;

    @TempDir
    private Path folder;

    @Test
    void shouldPauseTellAndGoOnWhenDescriptorsRunOutAndComeBack() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell to set a limit");
        Process server = start();
        try (BufferedReader told = server.inputReader()) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", Integer.parseInt(told.readLine()));
            List<Socket> crowd = new ArrayList<>();
            for (int i = 0; i < DESCRIPTORS; i++) {
                crowd.add(client(address));
            }
            long begin = System.nanoTime();
            assertEquals("AcceptPaused", told.readLine());
            Socket first = crowd.remove(0);
            Socket last = crowd.removeLast();
            assertEquals("in", echoed(first, "in"));
            assertTriesAreFew(server, told, begin);

            for (Socket client : crowd) {
                client.close();
            }

            assertEquals("AcceptResumed", told.readLine());
            assertEquals("in too", echoed(last, "in too"));
            assertEquals("still in", echoed(first, "still in"));
            first.close();
            last.close();
            server.getOutputStream().close();
            assertTrue(server.waitFor(20, TimeUnit.SECONDS));
            assertEquals(1, Files.readAllLines(log()).stream().filter(line -> line.contains("can't accept")).count());
        } finally {
            server.destroyForcibly();
        }
    }

    /** Pauses of 10, 20, 40, ... 640 ms, and then of a second each. Each try may find a few to accept before it fails. */
    private static void assertTriesAreFew(Process server, BufferedReader told, long begin) throws IOException {
        server.getOutputStream().write('\n');
        server.getOutputStream().flush();
        long tries = Long.parseLong(told.readLine());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertTrue(tries >= 1 && tries <= 8 + seconds, tries + " tries in " + seconds + " s");
    }

    private Path log() {
        return folder.resolve("log");
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String limited = "ulimit -n " + DESCRIPTORS + " && exec \"$@\"";
        return new ProcessBuilder("/bin/sh", "-c", limited, "sh", java, "-XX:+UseSerialGC", "-Xmx64m", "-cp", jars(),
            CrowdedServer.class.getName()).redirectError(log().toFile()).start();
    }

    /** In folders, each class that is loaded takes a descriptor, and then there is none; in jars it doesn't. */
    private String jars() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? jar(path, folder.resolve(entries.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String jar(Path from, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to);
            JarOutputStream jar = new JarOutputStream(out);
            Stream<Path> files = Files.walk(from).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                jar.putNextEntry(new JarEntry(from.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
        return to.toString();
    }
}
