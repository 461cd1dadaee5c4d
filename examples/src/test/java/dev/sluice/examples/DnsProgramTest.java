package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name server in a JVM of its own, asked by the JDK's client: it knows nothing of the library that the server parses with. */
class DnsProgramTest {
    private static ServerProgram server;
    private static DirContext client;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProgram.startExample("dns", List.of(), "--zone", Pages.EXAMPLE_ZONE.toString());
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + server.port());
        settings.put("com.sun.jndi.dns.timeout.initial", "30000");
        settings.put(Context.AUTHORITATIVE, "true"); // so an answer without that bit is none
        client = new InitialDirContext(settings);
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        server.close();
    }

    /** What there is of a type, in some order. */
    private static List<String> ask(String name, String type) throws NamingException {
        Attribute found = client.getAttributes(name, new String[] {type}).get(type);
        return found == null
            ? List.of()
            : Collections.list(found.getAll()).stream().map(Object::toString).sorted().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "web.example.test, A, 192.0.2.10 192.0.2.11",
        "WEB.Example.Test, A, 192.0.2.10 192.0.2.11",
        "web.example.test, AAAA, 2001:db8::10",
        "shop.example.test, A, 192.0.2.10 192.0.2.11",
        "www.example.test, CNAME, web.example.test.",
        "any.dyn.example.test, A, 192.0.2.77",
        "example.test, NS, ns1.example.test. ns2.example.test.",
        "web.example.test, MX, ''"
    })
    void shouldAnswer(String name, String type, String data) throws Exception {
        assertEquals(data.isEmpty() ? List.of() : List.of(data.split(" ")), ask(name, type));
    }

    @Test
    void shouldAnswerWhatHasMoreThanOnePart() throws Exception {
        assertEquals(List.of("10 mail.example.test.", "20 mail.elsewhere.test."), ask("example.test", "MX"));
        assertEquals(List.of("\"v=spf1 mx -all\""), ask("example.test", "TXT"));
        assertEquals(List.of("ns1.example.test. hostmaster.example.test. 2026112201 7200 900 1209600 300"),
            ask("example.test", "SOA"));
        assertEquals(5, ask("big.example.test", "TXT").size(), "over TCP: the client speaks no EDNS");
    }

    @Test
    void shouldSayNo() {
        assertThrows(NameNotFoundException.class, () -> ask("nobody.example.test", "A"));
        assertThrows(OperationNotSupportedException.class, () -> ask("elsewhere.test", "A"), "refused");
    }

    @Test
    void shouldEndInOrderWhenItIsTerminated() throws Exception {
        try (ServerProgram other = ServerProgram.startExample("dns", List.of(), "--zone",
            Pages.EXAMPLE_ZONE.toString())) {
            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), other.terminate());
        }
    }

    @Test
    void shouldSayThatThereIsNoZone() throws Exception {
        try (Program program = Program.example("dns", "--port", "0", "--zone", "no-such.zone")) {
            Program.End end = program.end();

            assertEquals(1, end.status());
            assertEquals(1, end.err().size(), end::toString);
            assertTrue(end.err().getFirst().startsWith("dns: ") && end.err().getFirst().contains("no-such.zone"),
                end::toString);
        }
    }
}
