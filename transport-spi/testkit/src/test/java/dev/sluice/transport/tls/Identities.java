package dev.sluice.transport.tls;

import dev.sluice.transport.testkit.TestIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Who the two ends are; made once, since that takes a second. */
final class Identities {
    private static final int LONGER_THAN_ANY_TICKET = (int) Duration.ofDays(8).toSeconds();
    private static final TestIdentity SERVER = make();
    /** One for all, so that sessions are resumed, too. */
    static final SSLContext SERVERS = SERVER.context();
    static final SSLContext CLIENTS = TestIdentity.anonymous(SERVER);

    private Identities() {}

    private static TestIdentity make() {
        try {
            return TestIdentity.named("localhost", "dns:localhost");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Tls server() {
        return Tls.server(SERVERS);
    }

    /** A client that closes before it has read its ticket would reset. Nobody gets a ticket whose life is longer than RFC 8446 allows. */
    static SSLContext serversWithoutTickets() {
        SSLContext context = SERVER.context();
        context.getServerSessionContext().setSessionTimeout(LONGER_THAN_ANY_TICKET);
        return context;
    }

    static Tls serverWithoutTickets() {
        return Tls.server(serversWithoutTickets());
    }

    static Tls client() {
        return Tls.client(CLIENTS, "localhost", 443);
    }
}
