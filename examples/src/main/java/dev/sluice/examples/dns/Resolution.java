package dev.sluice.examples.dns;

import dev.sluice.examples.dns.Zone.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Finds what a zone has to say to one question: RFC 1034, 4.3.2, without recursion. */
final class Resolution {
    private final Zone zone;
    private final int type;
    private final List<Record> answers = new ArrayList<>();
    private final List<Record> authorities = new ArrayList<>();
    private int rcode = Rcode.NOERROR;
    private boolean isOurs = true;

    /** Resolves a name that is in the zone. */
    Resolution(Zone zone, Name name, int type) {
        this.zone = zone;
        this.type = type;
        follow(name);
    }

    /** From alias to alias, as long as they lead to somewhere new within the zone. */
    private void follow(Name start) {
        Set<Name> seen = new HashSet<>();
        Optional<Name> next = Optional.of(start);
        while (next.isPresent() && zone.has(next.get()) && seen.add(next.get())) {
            next = look(next.get());
        }
    }

    /** Notes what there is at a name; gives the name to look at next, if it is an alias. */
    private Optional<Name> look(Name name) {
        List<Record> servers = zone.delegation(name);
        if (!servers.isEmpty()) {
            return refer(servers);
        }
        Optional<Node> node = zone.at(name).or(() -> zone.wildcard(name));
        return node.isPresent() ? take(name, node.get()) : deny(Rcode.NXDOMAIN);
    }

    private Optional<Name> take(Name name, Node node) {
        List<Record> found = node.records(type);
        List<Record> alias = found.isEmpty() ? node.records(Type.CNAME) : List.of();
        addAs(name, found);
        addAs(name, alias);
        if (!alias.isEmpty()) {
            return Optional.of(((CNAMERecord) alias.getFirst()).getTarget());
        }
        return found.isEmpty() ? deny(Rcode.NOERROR) : Optional.empty();
    }

    /** A wildcard's records come with the name that was asked for. */
    private void addAs(Name name, List<Record> records) {
        records.forEach(each -> answers.add(each.withName(name)));
    }

    /** The name, or something of the type there, does not exist. */
    private Optional<Name> deny(int why) {
        rcode = why;
        authorities.add(zone.negative());
        return Optional.empty();
    }

    /** Others know. The answer is still ours if an alias of ours has led there. */
    private Optional<Name> refer(List<Record> servers) {
        isOurs = !answers.isEmpty();
        authorities.addAll(servers);
        return Optional.empty();
    }

    int rcode() {
        return rcode;
    }

    /** Whether the zone itself has answered, and not only told who would. */
    boolean isAuthoritative() {
        return isOurs;
    }

    List<Record> answers() {
        return answers;
    }

    List<Record> authorities() {
        return authorities;
    }

    /** The addresses of the hosts that were named: of mail exchangers, of name servers. */
    List<Record> additionals() {
        return Stream.concat(answers.stream(), authorities.stream())
            .map(Record::getAdditionalName).filter(Objects::nonNull).distinct()
            .flatMap(host -> zone.at(host).stream())
            .flatMap(node -> Stream.concat(node.records(Type.A).stream(), node.records(Type.AAAA).stream()))
            .filter(address -> !answers.contains(address))
            .toList();
    }
}
