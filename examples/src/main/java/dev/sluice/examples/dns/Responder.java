package dev.sluice.examples.dns;

import dev.sluice.io.ByteString;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers messages for one zone. */
final class Responder {
    private final Zone zone;

    Responder(Zone zone) {
        this.zone = zone;
    }

    /** The answer to a datagram, if it gets one; cut short, and marked so, if the client could not take all of it. */
    Optional<ByteString> overUdp(ByteString data) {
        return Query.read(data).map(query -> written(answer(query), query.longestDatagram()));
    }

    /** The answer to a frame of a connection, if it gets one. */
    Optional<ByteString> overTcp(ByteString data) {
        return Query.read(data).map(query -> written(answer(query), Message.MAXLENGTH));
    }

    private static ByteString written(Message answer, int limit) {
        return ByteString.copyOf(answer.toWire(limit));
    }

    private Message answer(Query query) {
        if (!query.isStandard()) {
            return query.reply(Rcode.NOTIMP);
        }
        if (query.isMalformed()) {
            return query.reply(Rcode.FORMERR);
        }
        if (query.isFromTheFuture()) {
            return query.reply(Rcode.BADVERS);
        }
        return isForUs(query.question()) ? resolved(query) : query.reply(Rcode.REFUSED);
    }

    /** Zone transfers are for nobody. */
    private boolean isForUs(Record question) {
        return question.getDClass() == DClass.IN && zone.has(question.getName())
            && (Type.isRR(question.getType()) || question.getType() == Type.ANY);
    }

    private Message resolved(Query query) {
        Resolution found = new Resolution(zone, query.question().getName(), query.question().getType());
        Message reply = query.reply(found.rcode());
        if (found.isAuthoritative()) {
            reply.getHeader().setFlag(Flags.AA);
        }
        found.answers().forEach(each -> reply.addRecord(each, Section.ANSWER));
        found.authorities().forEach(each -> reply.addRecord(each, Section.AUTHORITY));
        found.additionals().forEach(each -> reply.addRecord(each, Section.ADDITIONAL));
        return reply;
    }
}
