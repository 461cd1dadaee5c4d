package dev.sluice.examples.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

class ZoneFileTest {
    private static final String SOA = "@ 60 IN SOA ns hostmaster 1 2 3 4 5\n";

    @TempDir
    private Path folder;

    private Zone read(String text, String origin) throws IOException, ZoneException {
        return ZoneFile.read(Files.writeString(folder.resolve("some.zone"), text), origin);
    }

    private String refused(String text) {
        return assertThrows(ZoneException.class, () -> read(text, "some.test")).getMessage();
    }

    @Test
    void shouldTakeTheOriginFromOutside() throws Exception {
        assertEquals("some.test.", read(SOA, "some.test").origin().toString());
        assertEquals("some.test.", read(SOA, "some.test.").origin().toString());
        assertEquals("other.test.", read("$ORIGIN other.test.\n" + SOA, "some.test").origin().toString());
    }

    @Test
    void shouldSayWhatIsMissingIfNobodyGivesAnOrigin() {
        String message = assertThrows(ZoneException.class, () -> read(SOA, null)).getMessage();

        assertTrue(message.endsWith("begin it with $ORIGIN, or give --origin"), message);
    }

    @Test
    void shouldKnowFilesThatAreIncludedAndRecordsThatAreGenerated() throws Exception {
        Files.writeString(folder.resolve("more.zone"), "more A 192.0.2.1\nmore A 192.0.2.1\n");
        Responder responder = new Responder(
            read("$TTL 60\n" + SOA + "$INCLUDE more.zone\n$GENERATE 1-3 host$ A 192.0.2.$\n", "some.test"));

        assertEquals(List.of("more.some.test. A 192.0.2.1"),
            Asked.of(responder, Asked.query("more.some.test.", Type.A)).answers(), "once");
        assertEquals(List.of("host3.some.test. A 192.0.2.3"),
            Asked.of(responder, Asked.query("host3.some.test.", Type.A)).answers());
    }

    @Test
    void shouldNotFollowAliasesInACircle() throws Exception {
        Responder responder = new Responder(read(SOA + "a CNAME b\nb CNAME c\nc CNAME a\n", "some.test"));

        Asked asked = Asked.of(responder, Asked.query("a.some.test.", Type.A));

        assertEquals("NOERROR aa", asked.status());
        assertEquals(3, asked.answers().size());
    }

    @Test
    void shouldLeadFromAnAliasToWhoeverKnowsMore() throws Exception {
        Responder responder = new Responder(
            read(SOA + "a CNAME b.part\npart NS ns.elsewhere.test.\n* CNAME a\n", "some.test"));

        Asked asked = Asked.of(responder, Asked.query("any.some.test.", Type.A));

        assertEquals("NOERROR aa", asked.status());
        assertEquals(List.of("a.some.test. CNAME b.part.some.test.", "any.some.test. CNAME a.some.test."),
            asked.answers());
        assertEquals(List.of("part.some.test. NS ns.elsewhere.test."), asked.authorities());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a A 192.0.2.1 | a zone has one SOA record, and here are 0",
        "a CNAME b;a A 192.0.2.1 | a.some.test. has a CNAME record, and so must have no other",
        "a.other.test. A 192.0.2.1 | a.other.test. is not in the zone some.test.",
        "a CH TXT x | a.some.test.: class CH, not IN"
    })
    void shouldRefuseWhatIsNoZone(String lines, String message) {
        String soa = message.contains("SOA") ? "$TTL 5\n" : SOA;

        assertEquals(message, refused(soa + lines.replace(';', '\n') + "\n"));
    }

    @Test
    void shouldNameTheLineThatIsWrong() {
        String message = refused(SOA + "a A 192.0.2.256\n");

        assertTrue(message.contains("some.zone:2"), message);
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        Path nowhere = folder.resolve("nowhere");

        String message = assertThrows(ZoneException.class, () -> ZoneFile.read(nowhere, null)).getMessage();

        assertTrue(message.contains("No such file"), message);
    }
}
