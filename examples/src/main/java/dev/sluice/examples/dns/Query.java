package dev.sluice.examples.dns;

import dev.sluice.io.ByteString;
import java.io.IOException;
import java.util.Optional;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A message that wants an answer. */
final class Query {
    /** What a client takes over UDP that doesn't say what it takes (RFC 1035, 4.2.1). */
    private static final int SMALLEST = 512;
    /** More is not sent over UDP, whatever is taken: the sender's address may be forged, and somebody else would get it. */
    private static final int LARGEST = 4096;
    /** What this server takes over UDP: it comes through nearly everywhere in one packet. */
    private static final int TAKEN_HERE = 1232;
    private static final int EXTENDED_RCODE_SHIFT = 4;

    private final Header header;
    /** Null if it could not be read. */
    private final Message message;

    private Query(Header header, Message message) {
        this.header = header;
        this.message = message;
    }

    /** Reads a query; none if it is too short to be answered, or is an answer itself: two servers could go on for ever. */
    static Optional<Query> read(ByteString data) {
        try {
            byte[] bytes = data.toByteArray();
            Header header = new Header(bytes);
            return header.getFlag(Flags.QR) ? Optional.empty() : Optional.of(new Query(header, parse(header, bytes)));
        } catch (IOException e) { // there is no header
            return Optional.empty();
        }
    }

    private static Message parse(Header header, byte[] bytes) {
        if (!isSane(header, bytes.length)) {
            return null;
        }
        try {
            Message message = new Message(bytes);
            boolean isComplete = message.getSection(Section.QUESTION).size() == 1;
            return isComplete && optCount(message) <= 1 ? message : null;
        } catch (IOException | RuntimeException e) { // the parser has its own ways to say that it can't
            return null;
        }
    }

    /** The parser makes room for as many records as the header says. Each has more than one byte. */
    private static boolean isSane(Header header, int length) {
        int others = header.getCount(Section.ANSWER) + header.getCount(Section.AUTHORITY)
            + header.getCount(Section.ADDITIONAL);
        return header.getCount(Section.QUESTION) == 1 && others < length;
    }

    private static long optCount(Message message) {
        return message.getSection(Section.ADDITIONAL).stream().filter(each -> each.getType() == Type.OPT).count();
    }

    /** Whether it asks for something that a name server may be asked for at all; nothing else is known of it then. */
    boolean isStandard() {
        return header.getOpcode() == Opcode.QUERY;
    }

    /** Whether it is garbage behind its header; nothing else is known of it then. */
    boolean isMalformed() {
        return message == null;
    }

    /** What is asked for. */
    Record question() {
        return message.getQuestion();
    }

    /** Whether it uses EDNS in a version that is to come (RFC 6891, 6.1.3). */
    boolean isFromTheFuture() {
        OPTRecord opt = message.getOPT();
        return opt != null && opt.getVersion() > 0;
    }

    /** How long an answer over UDP may be. */
    int longestDatagram() {
        OPTRecord opt = isMalformed() ? null : message.getOPT();
        return opt == null ? SMALLEST : Math.clamp(opt.getPayloadSize(), SMALLEST, LARGEST);
    }

    /** An answer to which records can be added. */
    Message reply(int rcode) {
        Message reply = new Message(header.getID());
        Header head = reply.getHeader();
        head.setOpcode(header.getOpcode());
        head.setFlag(Flags.QR);
        copyFlag(Flags.RD, head);
        copyFlag(Flags.CD, head);
        head.setRcode(rcode & 0xf);
        if (isStandard() && !isMalformed()) {
            addQuestion(reply, rcode);
        }
        return reply;
    }

    private void addQuestion(Message reply, int rcode) {
        reply.addRecord(question(), Section.QUESTION);
        OPTRecord opt = message.getOPT();
        if (opt != null) {
            reply.addRecord(new OPTRecord(TAKEN_HERE, rcode >> EXTENDED_RCODE_SHIFT, 0,
                opt.getFlags() & ExtendedFlags.DO), Section.ADDITIONAL);
        }
    }

    private void copyFlag(int flag, Header to) {
        if (header.getFlag(flag)) {
            to.setFlag(flag);
        }
    }
}
