package dev.sluice.transport.tls;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Shareable;
import dev.sluice.io.Connection;
import dev.sluice.transport.Layer;
import dev.sluice.transport.StreamHandle;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * TLS, as a layer of a connection: how it is spoken. Immutable, each method that takes a value gives a copy.
 *
 * {@snippet :
 * Tcp.bind(system, local, BindSettings.DEFAULT.layer(Tls.server(context)), handler);
 * Tcp.connect(system, remote, ConnectSettings.DEFAULT.layer(Tls.client(context, "example.org", 443)), handler);
 * }
 *
 * <p>A connection is open when the handshake is done, so the time to connect, or {@code AcceptSettings.openWithin}, covers it. If it
 * fails, the peer is sent the alert, and the cause names the peer. What takes long in it (signatures, the check of certificates) is done
 * beside the loop, on virtual threads.
 *
 * <p>The end of the output is a close_notify, and behind it the end of the stream below. An end without one is an error: anybody on the
 * way could have cut off what is missing. In TLS 1.3 each side ends its own output; in TLS 1.2, when the peer has ended its, nothing can
 * be sent any more (RFC 5246, 7.2.1), and what is still queued is lost. A peer that wants to renegotiate is refused: that is the
 * connection's end.
 *
 * <p>That a write is done means here too that all its bytes were handed to the kernel, sealed. Files are read and sealed, as the kernel
 * can't.
 */
public final class Tls implements Layer {
    /** Whether a server asks its clients for a certificate. */
    public enum ClientAuth {
        /** It doesn't. */
        NONE,
        /** It does, but lets in who has none. One that is not trusted is refused. */
        WANTED,
        /** It does, and refuses who has none. */
        NEEDED
    }

    /**
     * Tell what was agreed upon in the handshake. A command of connections with this layer.
     *
     * @param replyTo told that
     */
    public record Inspect(ActorRef<? super Session> replyTo) implements Connection.Extension, DeadLetter.Silent {
        /** Checks who is told. */
        public Inspect {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * What was agreed upon in a handshake.
     *
     * @param protocol such as {@code TLSv1.3}
     * @param cipherSuite its standard name
     * @param applicationProtocol by ALPN, such as {@code h2}; empty = none
     * @param serverNames what the client has asked for by SNI; empty = nothing
     * @param peer who the peer is by its certificate; null = it has shown none
     * @param peerCertificates what it has shown, its own first; empty = none
     */
    public record Session(String protocol, String cipherSuite, String applicationProtocol, List<String> serverNames,
        Principal peer, List<Certificate> peerCertificates) implements Shareable {
        /** Copies the lists. */
        public Session {
            serverNames = List.copyOf(serverNames);
            peerCertificates = List.copyOf(peerCertificates);
        }
    }

    private static final Executor VIRTUAL = task -> Thread.ofVirtual().name("tls task").start(task);

    private final SSLContext context;
    /** Null = this is a server's. */
    private final Host host;
    private Scratch scratch = new Scratch();
    private boolean checksHost = true;
    private List<String> protocols;
    private List<String> cipherSuites;
    private List<String> applicationProtocols = List.of();
    private ClientAuth clientAuth = ClientAuth.NONE;
    private boolean requiresCloseNotify = true;
    private Executor tasksOn = VIRTUAL;
    private Consumer<? super SSLParameters> also = parameters -> {
    };

    private Tls(SSLContext context, Host host) {
        this.context = Objects.requireNonNull(context, "context");
        this.host = host;
    }

    private Tls with(Consumer<Tls> change) {
        Tls copy = new Tls(context, host);
        copy.scratch = scratch;
        copy.checksHost = checksHost;
        copy.protocols = protocols;
        copy.cipherSuites = cipherSuites;
        copy.applicationProtocols = applicationProtocols;
        copy.clientAuth = clientAuth;
        copy.requiresCloseNotify = requiresCloseNotify;
        copy.tasksOn = tasksOn;
        copy.also = also;
        change.accept(copy);
        return copy;
    }

    /**
     * The side that shows a certificate. Who has several picks one in the key manager of the context, by the name that the client asks
     * for.
     *
     * @param context has the key, and says whom to trust if clients show certificates
     * @return settings with the context's protocols and cipher suites
     */
    public static Tls server(SSLContext context) {
        return new Tls(context, null);
    }

    /**
     * The side that checks a certificate: that somebody trusted has signed it, and that it is the host's.
     *
     * @param context says whom to trust, and has a key if the server asks for a certificate
     * @param host name or address of the server; a name is also asked for by SNI
     * @param port of the server; with the host, it is what earlier sessions are found by
     * @return settings with the context's protocols and cipher suites
     * @throws IllegalArgumentException if it is no host
     */
    public static Tls client(SSLContext context, String host, int port) {
        return new Tls(context, new Host(host, port));
    }

    // ---- how it is spoken ----

    /**
     * Sets which versions of the protocol may be spoken.
     *
     * @param names such as {@code TLSv1.3}
     * @return a copy
     * @throws IllegalArgumentException if the context doesn't know one of them
     */
    public Tls protocols(String... names) {
        List<String> known = known("protocol", names, context.getSupportedSSLParameters().getProtocols());
        return with(copy -> copy.protocols = known);
    }

    /**
     * Sets which cipher suites may be used, the best first.
     *
     * @param names their standard names
     * @return a copy
     * @throws IllegalArgumentException if the context doesn't know one of them
     */
    public Tls cipherSuites(String... names) {
        List<String> known = known("cipher suite", names, context.getSupportedSSLParameters().getCipherSuites());
        return with(copy -> copy.cipherSuites = known);
    }

    private static List<String> known(String what, String[] names, String[] all) {
        List<String> wanted = List.of(names);
        wanted.stream().filter(name -> !Arrays.asList(all).contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("no such " + what + ": " + name + ", but " + String.join(", ", all));
        });
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("without any " + what);
        }
        return wanted;
    }

    /**
     * Sets which protocols may be spoken above this, by ALPN, the best first. Where both sides name some, but none in common, the
     * handshake fails.
     *
     * @param names such as {@code h2}; none = that is not talked about
     * @return a copy
     */
    public Tls applicationProtocols(String... names) {
        List<String> all = List.of(names);
        return with(copy -> copy.applicationProtocols = all);
    }

    /**
     * Sets whether a server asks its clients for a certificate.
     *
     * @param value none, unless it is said
     * @return a copy
     */
    public Tls clientAuth(ClientAuth value) {
        Objects.requireNonNull(value, "clientAuth");
        return with(copy -> copy.clientAuth = value);
    }

    /**
     * Sets whether a client checks that the certificate is the host's (RFC 2818). Without that, anybody with any trusted certificate can
     * stand between.
     *
     * @param value true, unless it is said
     * @return a copy
     */
    public Tls checksHost(boolean value) {
        return with(copy -> copy.checksHost = value);
    }

    /**
     * Sets whether the peer must end its output by a close_notify. False takes any end between two records for one: only where what is
     * sent tells by itself whether it is complete.
     *
     * @param value true, unless it is said
     * @return a copy
     */
    public Tls requiresCloseNotify(boolean value) {
        return with(copy -> copy.requiresCloseNotify = value);
    }

    /**
     * Sets where that part of a handshake is done which takes long. A pool of few threads limits how much of the machine handshakes may
     * take.
     *
     * @param value a virtual thread each time, unless it is said
     * @return a copy
     */
    public Tls tasksOn(Executor value) {
        Objects.requireNonNull(value, "tasksOn");
        return with(copy -> copy.tasksOn = value);
    }

    /**
     * Sets all else that the JDK can: named groups, SNI matchers, constraints of algorithms.
     *
     * @param change called for each connection, with what is set so far; on its loop
     * @return a copy
     */
    public Tls parameters(Consumer<? super SSLParameters> change) {
        Objects.requireNonNull(change, "change");
        return with(copy -> copy.also = change);
    }

    // ---- for the streams ----

    boolean requiresCloseNotify() {
        return requiresCloseNotify;
    }

    Executor tasksOn() {
        return tasksOn;
    }

    Scratch scratch() {
        return scratch;
    }

    @Override
    public StreamHandle wrap(StreamHandle handle) {
        Objects.requireNonNull(handle, "handle");
        return new TlsStream(handle, engine(), host == null ? null : host.toString(), this);
    }

    private SSLEngine engine() {
        SSLEngine engine = host == null
            ? context.createSSLEngine()
            : context.createSSLEngine(host.name(), host.port());
        engine.setUseClientMode(host != null);
        engine.setSSLParameters(parameters(engine.getSSLParameters()));
        return engine;
    }

    private SSLParameters parameters(SSLParameters parameters) {
        if (protocols != null) {
            parameters.setProtocols(protocols.toArray(String[]::new));
        }
        if (cipherSuites != null) {
            parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        }
        parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
        parameters.setNeedClientAuth(clientAuth == ClientAuth.NEEDED);
        if (clientAuth == ClientAuth.WANTED) {
            parameters.setWantClientAuth(true);
        }
        if (host != null) {
            parameters.setServerNames(host.serverNames());
            parameters.setEndpointIdentificationAlgorithm(checksHost ? "HTTPS" : null);
        }
        also.accept(parameters);
        return parameters;
    }

    @Override
    public String toString() {
        return host == null ? "Tls[server]" : "Tls[client of " + host + "]";
    }
}
