package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** Makes the key store of the page on the echo. */
final class KeyTool {
    private KeyTool() {}

    /** Its password is "secret". */
    static Path keyStore(Path file) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair", "-alias", "echo", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
            "san=dns:localhost,ip:127.0.0.1", "-keystore", file.toString(), "-storepass", "secret")
            .redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
        return file;
    }
}
