package dev.sluice.examples.dns;

import dev.sluice.io.ByteString;
import java.io.IOException;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A question, and what came back, in words that are easily compared. */
final class Asked {
    private final Message answer;

    private Asked(Message answer) {
        this.answer = answer;
    }

    static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    }

    /** Asks over UDP, without a network. */
    static Asked of(Responder responder, Message query) throws IOException {
        ByteString answer = responder.overUdp(ByteString.copyOf(query.toWire(Message.MAXLENGTH))).orElseThrow();
        return new Asked(new Message(answer.toByteArray()));
    }

    static Asked of(Message answer) {
        return new Asked(answer);
    }

    Header header() {
        return answer.getHeader();
    }

    Message message() {
        return answer;
    }

    /** Such as "NOERROR aa". */
    String status() {
        String rcode = Rcode.string(answer.getRcode());
        return rcode + (header().getFlag(Flags.AA) ? " aa" : "") + (header().getFlag(Flags.TC) ? " tc" : "");
    }

    List<String> answers() {
        return lines(Section.ANSWER);
    }

    List<String> authorities() {
        return lines(Section.AUTHORITY);
    }

    List<String> additionals() {
        return lines(Section.ADDITIONAL);
    }

    /** Such as "www.example.test. CNAME web.example.test.", in some order. */
    private List<String> lines(int section) {
        return answer.getSection(section).stream().filter(each -> each.getType() != Type.OPT)
            .map(each -> each.getName() + " " + Type.string(each.getType()) + " " + each.rdataToString())
            .sorted().toList();
    }
}
