package dev.sluice.examples.carrier;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Who one is, and whom one trusts, from a file. */
public final class Certificates {
    private Certificates() {}

    // tag::context[]
    /**
     * Reads a key store, such as {@code keytool} makes.
     *
     * @param file what has a key in it is shown to the other side; all certificates are trusted
     * @param password of the file, and of its keys
     * @return for both sides of TLS
     */
    public static SSLContext read(File file, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(file, password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
    // end::context[]
}
