package dev.sluice.transport.tls;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Reads off an engine what was agreed upon. */
final class Sessions {
    private Sessions() {}

    static Tls.Session of(SSLEngine engine) {
        SSLSession session = engine.getSession();
        String agreed = engine.getApplicationProtocol();
        return new Tls.Session(session.getProtocol(), session.getCipherSuite(), agreed == null ? "" : agreed,
            names(session), peer(session), certificates(session));
    }

    private static List<String> names(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
            ? extended.getRequestedServerNames().stream().map(Sessions::text).toList()
            : List.of();
    }

    private static String text(SNIServerName name) {
        return new String(name.getEncoded(), StandardCharsets.UTF_8);
    }

    private static Principal peer(SSLSession session) {
        try {
            return session.getPeerPrincipal();
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static List<Certificate> certificates(SSLSession session) {
        try {
            return List.of(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
