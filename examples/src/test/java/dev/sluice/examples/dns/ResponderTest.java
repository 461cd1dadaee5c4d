package dev.sluice.examples.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.examples.Pages;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is answered, for the zone that the page shows. */
class ResponderTest {
    private static final String SOA = "example.test. SOA ns1.example.test. hostmaster.example.test. "
        + "2026112201 7200 900 1209600 300";
    private Responder responder;

    @BeforeEach
    void read() throws ZoneException {
        responder = new Responder(ZoneFile.read(Pages.EXAMPLE_ZONE, null));
    }

    private Asked ask(String name, int type) throws IOException {
        return Asked.of(responder, Asked.query(name, type));
    }

    @ParameterizedTest
    @CsvSource({
        "example.test., A, 192.0.2.1",
        "ns2.example.test., AAAA, 2001:db8:0:0:0:0:0:2",
        "example.test., TXT, \"v=spf1 mx -all\"",
        "_sip._udp.example.test., SRV, 0 5 5060 web.example.test.",
        "www.example.test., CNAME, web.example.test."
    })
    void shouldAnswerWhatStandsInTheFile(String name, String type, String data) throws Exception {
        Asked asked = ask(name, Type.value(type));

        assertEquals("NOERROR aa", asked.status());
        assertEquals(List.of(name + " " + type + " " + data), asked.answers());
        assertEquals(List.of(), asked.authorities());
    }

    @Test
    void shouldRepeatTheQuestionAndItsMark() throws Exception {
        Message query = Asked.query("wEb.eXample.TEST.", Type.A);

        Asked asked = Asked.of(responder, query);

        assertEquals(query.getHeader().getID(), asked.header().getID());
        assertEquals("wEb.eXample.TEST.", asked.message().getQuestion().getName().toString());
        assertTrue(asked.header().getFlag(Flags.QR));
        assertTrue(asked.header().getFlag(Flags.RD), "as it was asked");
        assertFalse(asked.header().getFlag(Flags.RA));
    }

    @Test
    void shouldTakeUpperForLowerCase() throws Exception {
        assertEquals(List.of("WEB.example.test. A 192.0.2.10", "WEB.example.test. A 192.0.2.11"),
            ask("WEB.Example.Test.", Type.A).answers().stream()
                .map(line -> line.replace("Example.Test", "example.test"))
                .toList());
    }

    @Test
    void shouldAddTheAddressesOfHostsThatItNames() throws Exception {
        Asked asked = ask("example.test.", Type.MX);

        assertEquals(List.of("example.test. MX 10 mail.example.test.", "example.test. MX 20 mail.elsewhere.test."),
            asked.answers());
        assertEquals(List.of("mail.example.test. A 192.0.2.3", "mail.example.test. AAAA 2001:db8:0:0:0:0:0:3"),
            asked.additionals());
        assertEquals(List.of("ns1.example.test. A 192.0.2.2", "ns2.example.test. AAAA 2001:db8:0:0:0:0:0:2"),
            ask("example.test.", Type.NS).additionals());
    }

    @Test
    void shouldFollowAliases() throws Exception {
        assertEquals(List.of("shop.example.test. CNAME www.example.test.", "web.example.test. A 192.0.2.10",
            "web.example.test. A 192.0.2.11", "www.example.test. CNAME web.example.test."),
            ask("shop.example.test.", Type.A).answers());
    }

    @Test
    void shouldLeaveAnAliasThatLeadsElsewhereToTheClient() throws Exception {
        Asked asked = ask("blog.example.test.", Type.A);

        assertEquals("NOERROR aa", asked.status());
        assertEquals(List.of("blog.example.test. CNAME blogs.elsewhere.test."), asked.answers());
        assertEquals(List.of(), asked.authorities());
    }

    @Test
    void shouldSayThatAnAliasIsOfNothing() throws Exception {
        Asked asked = ask("dead.example.test.", Type.A);

        assertEquals("NXDOMAIN aa", asked.status(), "of the last name: RFC 6604");
        assertEquals(List.of("dead.example.test. CNAME nowhere.example.test."), asked.answers());
        assertEquals(List.of(SOA), asked.authorities());
    }

    @Test
    void shouldSayThatThereIsNoSuchName() throws Exception {
        Asked asked = ask("nobody.example.test.", Type.A);

        assertEquals("NXDOMAIN aa", asked.status());
        assertEquals(List.of(), asked.answers());
        assertEquals(List.of(SOA), asked.authorities());
        assertEquals(300, asked.message().getSection(Section.AUTHORITY).getFirst().getTTL(), "RFC 2308, 3");
    }

    @ParameterizedTest
    @CsvSource({
        "web.example.test., MX",
        "_udp.example.test., A", // only something below it stands in the file
        "dyn.example.test., A",
        "fixed.dyn.example.test., A", // the wildcard is for names that don't exist
        "other.dyn.example.test., AAAA"
    })
    void shouldSayThatTheNameHasNothingOfTheType(String name, String type) throws Exception {
        Asked asked = ask(name, Type.value(type));

        assertEquals("NOERROR aa", asked.status());
        assertEquals(List.of(), asked.answers());
        assertEquals(List.of(SOA), asked.authorities());
    }

    @Test
    void shouldAnswerForWildcardsByTheNameThatWasAsked() throws Exception {
        assertEquals(List.of("a.b.dyn.example.test. A 192.0.2.77"), ask("a.b.dyn.example.test.", Type.A).answers());
        assertEquals(List.of("*.dyn.example.test. A 192.0.2.77"), ask("*.dyn.example.test.", Type.A).answers());
        assertEquals("NXDOMAIN aa", ask("below.fixed.dyn.example.test.", Type.A).status(), "RFC 4592, 4.2");
    }

    @Test
    void shouldNameTheServersOfADelegatedPart() throws Exception {
        for (String name : List.of("team.example.test.", "www.team.example.test.", "ns.team.example.test.")) {
            Asked asked = ask(name, Type.A);

            assertEquals("NOERROR", asked.status(), "not authoritative");
            assertEquals(List.of(), asked.answers());
            assertEquals(List.of("team.example.test. NS ns.team.example.test."), asked.authorities());
            assertEquals(List.of("ns.team.example.test. A 192.0.2.99"), asked.additionals());
        }
    }

    @Test
    void shouldAnswerAllThereIsForAny() throws Exception {
        assertEquals(List.of("mail.example.test. A 192.0.2.3", "mail.example.test. AAAA 2001:db8:0:0:0:0:0:3"),
            ask("mail.example.test.", Type.ANY).answers());
    }

    @ParameterizedTest
    @CsvSource({"elsewhere.test., A", "test., NS", "., NS", "notexample.test., A", "example.test., AXFR"})
    void shouldRefuseWhatIsNotItsBusiness(String name, String type) throws Exception {
        Asked asked = ask(name, Type.value(type));

        assertEquals("REFUSED", asked.status());
        assertEquals(List.of(), asked.answers());
        assertEquals(List.of(), asked.authorities());
    }
}
