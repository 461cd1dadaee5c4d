package dev.sluice.examples.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.examples.Pages;
import dev.sluice.io.ByteString;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a client takes, what can't be understood, and what must not be answered. */
class ResponderLimitsTest {
    private Responder responder;

    @BeforeEach
    void read() throws ZoneException {
        responder = new Responder(ZoneFile.read(Pages.EXAMPLE_ZONE, null));
    }

    private static Message big() throws IOException {
        return Asked.query("big.example.test.", Type.TXT);
    }

    private static Message withOpt(Message query, int payload, int version, int flags) {
        query.addRecord(new OPTRecord(payload, 0, version, flags), Section.ADDITIONAL);
        return query;
    }

    private Optional<ByteString> answer(byte[] query) {
        return responder.overUdp(ByteString.copyOf(query));
    }

    private Asked asked(byte[] query) throws IOException {
        return Asked.of(new Message(answer(query).orElseThrow().toByteArray()));
    }

    @Test
    void shouldCutAnAnswerShortWhereTheClientSaysNothing() throws Exception {
        Asked asked = Asked.of(responder, big());

        assertEquals("NOERROR aa tc", asked.status());
        assertTrue(asked.message().numBytes() <= 512);
        assertNull(asked.message().getOPT());
    }

    @ParameterizedTest
    @CsvSource({"0, NOERROR aa tc", "512, NOERROR aa tc", "600, NOERROR aa tc", "1232, NOERROR aa",
        "65535, NOERROR aa"})
    void shouldSendAsMuchAsTheClientTakes(int payload, String status) throws Exception {
        Asked asked = Asked.of(responder, withOpt(big(), payload, 0, 0));

        assertEquals(status, asked.status());
        assertEquals(status.endsWith("tc") ? 0 : 5, asked.answers().size(), "all or nothing of a set");
        assertTrue(asked.message().numBytes() <= Math.max(512, payload));
        assertEquals(1232, asked.message().getOPT().getPayloadSize());
    }

    @Test
    void shouldSendAllOverTcp() throws Exception {
        ByteString answer = responder.overTcp(ByteString.copyOf(big().toWire(512))).orElseThrow();

        Asked asked = Asked.of(new Message(answer.toByteArray()));
        assertEquals("NOERROR aa", asked.status());
        assertEquals(5, asked.answers().size());
    }

    @Test
    void shouldSayWhichEdnsItSpeaks() throws Exception {
        Asked asked = Asked.of(responder, withOpt(big(), 1232, 1, ExtendedFlags.DO));

        assertEquals("BADVERS", asked.status());
        assertEquals(0, asked.message().getOPT().getVersion());
        assertEquals(ExtendedFlags.DO, asked.message().getOPT().getFlags(), "RFC 3225, 3");
    }

    @Test
    void shouldRefuseAnotherClass() throws Exception {
        Name name = Name.fromString("example.test.");

        assertEquals("REFUSED",
            Asked.of(responder, Message.newQuery(Record.newRecord(name, Type.TXT, DClass.CH))).status());
    }

    @Test
    void shouldNotImplementWhatIsNoQuery() throws Exception {
        for (int opcode : new int[] {Opcode.NOTIFY, Opcode.UPDATE, Opcode.STATUS, 15}) {
            Message query = Asked.query("example.test.", Type.SOA);
            query.getHeader().setOpcode(opcode);

            Asked asked = Asked.of(responder, query);

            assertEquals("NOTIMP", asked.status());
            assertEquals(opcode, asked.header().getOpcode());
            assertEquals(query.getHeader().getID(), asked.header().getID());
        }
    }

    @Test
    void shouldComplainOfGarbageBehindAHeader() throws Exception {
        byte[] garbage = big().toWire();
        garbage[Header.LENGTH] = 63; // a label that is longer than all there is

        Asked asked = asked(garbage);

        assertEquals("FORMERR", asked.status());
        assertEquals(garbage[0] << 8 & 0xff00 | garbage[1] & 0xff, asked.header().getID());
    }

    @Test
    void shouldComplainOfNoQuestionOfTwoAndOfTwoOpts() throws Exception {
        Message two = big();
        two.addRecord(two.getQuestion(), Section.QUESTION);

        assertEquals("FORMERR", Asked.of(responder, two).status());
        assertEquals("FORMERR", Asked.of(responder, new Message(7)).status());
        assertEquals("FORMERR", asked(withOpt(withOpt(big(), 512, 0, 0), 512, 0, 0).toWire()).status());
    }

    @Test
    void shouldNotMakeRoomForRecordsThatCanNotBeThere() throws Exception {
        byte[] bytes = big().toWire();
        bytes[6] = bytes[7] = (byte) 0xff;

        assertEquals("FORMERR", asked(bytes).status());
    }

    @Test
    void shouldNeverAnswerAnAnswer() throws Exception {
        Message answer = big();
        answer.getHeader().setFlag(Flags.QR);

        assertEquals(Optional.empty(), answer(answer.toWire()));
    }

    @Test
    void shouldNotAnswerWhatHasNoHeader() throws Exception {
        byte[] query = big().toWire();
        for (int length = 0; length < Header.LENGTH; length++) {
            assertEquals(Optional.empty(), answer(Arrays.copyOf(query, length)));
        }
    }

    /** Whatever comes, it is answered in order or not at all. */
    @Test
    void shouldSurviveWhateverComes() throws Exception {
        Random random = new Random(11);
        byte[] query = withOpt(big(), 1232, 0, 0).toWire();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = i % 2 == 0 ? query.clone() : new byte[random.nextInt(100)];
            for (int change = random.nextInt(8); change >= 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Optional<ByteString> answer = answer(bytes);
            if (answer.isPresent()) {
                assertTrue(new Message(answer.get().toByteArray()).getHeader().getFlag(Flags.QR));
            }
        }
    }
}
