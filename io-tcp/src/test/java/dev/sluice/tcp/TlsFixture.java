package dev.sluice.tcp;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.TestIdentity;
import dev.sluice.transport.tls.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Servers and clients that speak TLS; and who they are. */
final class TlsFixture implements AutoCloseable {
    /** What keytool makes takes a second each, so all tests share it. */
    private static final class Made {
        static final TestIdentity LOCALHOST = identity("localhost", "dns:localhost", "ip:127.0.0.1");
        static final TestIdentity OTHER = identity("elsewhere", "dns:elsewhere.test");
        static final TestIdentity CLIENT = identity("some client");

        private static TestIdentity identity(String name, String... alternatives) {
            try {
                return TestIdentity.named(name, alternatives);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    final TcpFixture tcp = new TcpFixture();

    static TestIdentity localhost() {
        return Made.LOCALHOST;
    }

    static TestIdentity other() {
        return Made.OTHER;
    }

    static TestIdentity somebody() {
        return Made.CLIENT;
    }

    static Tls server() {
        return Tls.server(localhost().context(somebody()));
    }

    /** Trusts localhost. */
    static Tls client() {
        return client("localhost");
    }

    static Tls client(String host) {
        return Tls.client(TestIdentity.anonymous(localhost()), host, 443);
    }

    static Path pem(TestIdentity who, Path directory) throws IOException {
        return who.write(directory.resolve(who + ".pem"));
    }

    InetSocketAddress echo(Layer tls) {
        return bind(TcpFixture.ECHO, tls);
    }

    InetSocketAddress bind(Handler handler, Layer tls) {
        return tcp.bind(handler, BindSettings.DEFAULT.layer(tls)).local();
    }

    /** The binder is told of each connection. */
    InetSocketAddress bind(Layer tls) {
        return bind(BindSettings.DEFAULT.layer(tls));
    }

    InetSocketAddress bind(BindSettings settings) {
        tcp.manager.tell(new Tcp.Bind(TcpFixture.ANY, tcp.binder.ref(), null, settings));
        return tcp.binder.expect(Tcp.Bound.class).local();
    }

    TcpEnds.End connect(InetSocketAddress server, Layer tls) {
        return connect(server, ConnectSettings.DEFAULT.layer(tls));
    }

    TcpEnds.End connect(InetSocketAddress server, ConnectSettings settings) {
        Probe<Tcp.Event> caller = Probe.in(tcp.system);
        tcp.manager.tell(new Tcp.Connect(server, caller.ref(), null, settings));
        return end(caller.expect(Tcp.Connected.class));
    }

    TcpEnds.End accepted() {
        return end(tcp.binder.expect(Tcp.Connected.class));
    }

    private TcpEnds.End end(Tcp.Connected connected) {
        return new TcpEnds.End(connected, tcp.register(connected));
    }

    /** Takes so many bytes; what is told of the flow meanwhile doesn't matter. */
    static ByteString receive(TcpEnds.End end, int bytes) {
        byte[] all = new byte[bytes];
        for (int at = 0; at < bytes;) {
            if (end.handler().expect(Connection.Event.class) instanceof Connection.Received(var data)) {
                data.copyTo(all, at);
                at += data.length();
            }
        }
        return ByteString.copyOf(all);
    }

    Tls.Session session(TcpEnds.End end) {
        Probe<Tls.Session> asker = Probe.in(tcp.system);
        end.tell(new Tls.Inspect(asker.ref()));
        return asker.expect(Tls.Session.class);
    }

    /** What a connect fails with. */
    Exception refused(InetSocketAddress server, Layer tls) {
        return tcp.fails(new Tcp.Connect(server, tcp.binder.ref(), null, ConnectSettings.DEFAULT.layer(tls))).cause();
    }

    @Override
    public void close() {
        tcp.close();
    }
}
