package dev.sluice.transport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who somebody is in a test of TLS: a key, and a certificate that it has signed itself. Made by the JDK's {@code keytool}, which takes about
 * a second, so make few.
 */
public final class TestIdentity {
    private static final String ALIAS = "own";
    private static final char[] PASSWORD = "not secret".toCharArray();
    private static final long PATIENCE_SECONDS = 60;

    private final KeyStore store;

    private TestIdentity(KeyStore store) {
        this.store = store;
    }

    /**
     * Makes one.
     *
     * @param commonName of the owner
     * @param alternatives for whom it stands, such as {@code dns:localhost} and {@code ip:127.0.0.1}; may be none
     * @return with a key of its own
     * @throws IOException if keytool doesn't work
     */
    public static TestIdentity named(String commonName, String... alternatives) throws IOException {
        Path directory = Files.createTempDirectory("identity");
        Path file = directory.resolve("store.p12");
        try {
            make(file, commonName, alternatives);
            return read(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private static void make(Path file, String commonName, String[] alternatives) throws IOException {
        ProcessBuilder keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD),
            "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + commonName, "-validity",
            "30");
        if (alternatives.length > 0) {
            keytool.command().addAll(List.of("-ext", "san=" + String.join(",", alternatives)));
        }
        Process process = keytool.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool has failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static TestIdentity read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return new TestIdentity(store);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** {@return its certificate, which is also that of its authority} */
    public X509Certificate certificate() {
        try {
            return (X509Certificate) store.getCertificate(ALIAS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A context of somebody who has this identity.
     *
     * @param trusted whom he trusts; nobody else
     * @return a new one, which remembers no sessions of others
     */
    public SSLContext context(TestIdentity... trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            return context(keys, trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A context of somebody who has no identity.
     *
     * @param trusted whom he trusts; nobody else
     * @return a new one
     */
    public static SSLContext anonymous(TestIdentity... trusted) {
        try {
            return context(null, trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyManagerFactory keys, TestIdentity[] trusted)
        throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            anchors.setCertificateEntry("trusted " + i, trusted[i].certificate());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /**
     * Writes key and certificate for other programs, as PEM.
     *
     * @param file where to
     * @return the same
     * @throws IOException if it can't be written
     */
    public Path write(Path file) throws IOException {
        try {
            Key key = store.getKey(ALIAS, PASSWORD);
            return Files.writeString(file, pem("PRIVATE KEY", key.getEncoded())
                + pem("CERTIFICATE", certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END " + what + "-----\n";
    }

    @Override
    public String toString() {
        return certificate().getSubjectX500Principal().getName();
    }
}
