package dev.sluice.examples.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** What is known of a zone, by names. Never changes. Names are the same whatever the case of their letters. */
public final class Zone {
    private final SOARecord soa;
    private final SOARecord negative;
    /** Also those that have no records, but stand between the zone and one that has: they exist (RFC 4592, 2.2.2). */
    private final Map<Name, Node> nodes = new HashMap<>();

    private Zone(SOARecord soa) {
        this.soa = soa;
        this.negative = withTtl(soa, Math.min(soa.getTTL(), soa.getMinimum()));
    }

    /** Makes a zone of its records. */
    static Zone of(List<Record> records) throws ZoneException {
        List<Record> starts = records.stream().filter(SOARecord.class::isInstance).toList();
        if (starts.size() != 1) {
            throw new ZoneException("a zone has one SOA record, and here are " + starts.size());
        }
        Zone zone = new Zone((SOARecord) starts.getFirst());
        for (Record each : records) {
            zone.add(each);
        }
        zone.checkAliases();
        return zone;
    }

    private static SOARecord withTtl(SOARecord soa, long ttl) {
        return new SOARecord(soa.getName(), soa.getDClass(), ttl, soa.getHost(), soa.getAdmin(), soa.getSerial(),
            soa.getRefresh(), soa.getRetry(), soa.getExpire(), soa.getMinimum());
    }

    private void add(Record record) throws ZoneException {
        if (record.getDClass() != DClass.IN) {
            throw new ZoneException(record.getName() + ": class " + DClass.string(record.getDClass()) + ", not IN");
        }
        if (!has(record.getName())) {
            throw new ZoneException(record.getName() + " is not in the zone " + origin());
        }
        nodeAt(record.getName()).add(record);
    }

    /** The node of a name; those between it and the zone's are made as well. */
    private Node nodeAt(Name name) {
        for (Name above = name; !above.equals(origin()); above = new Name(above, 1)) {
            nodes.computeIfAbsent(above, any -> new Node());
        }
        return nodes.computeIfAbsent(name, any -> new Node());
    }

    private void checkAliases() throws ZoneException {
        for (Map.Entry<Name, Node> each : nodes.entrySet()) {
            if (each.getValue().isAliasAndMore()) {
                throw new ZoneException(each.getKey() + " has a CNAME record, and so must have no other");
            }
        }
    }

    /** The name of the zone itself. */
    Name origin() {
        return soa.getName();
    }

    /** Goes with answers that say no, and says how long they may be remembered (RFC 2308). */
    SOARecord negative() {
        return negative;
    }

    /** Whether a name is in this zone, if it exists. */
    boolean has(Name name) {
        return name.subdomain(origin());
    }

    /** What stands at a name, and at no other. */
    Optional<Node> at(Name name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** The name servers of the part of the zone to which a name belongs, if that is somebody else's. */
    List<Record> delegation(Name name) {
        for (int labels = origin().labels() + 1; labels <= name.labels(); labels++) {
            List<Record> servers = at(last(labels, name)).map(node -> node.records(Type.NS)).orElse(List.of());
            if (!servers.isEmpty()) {
                return servers;
            }
        }
        return List.of();
    }

    /** The wildcard that stands for a name that doesn't exist: the one right below its closest ancestor (RFC 4592, 3.3.1). */
    Optional<Node> wildcard(Name name) {
        Name ancestor = name;
        while (!nodes.containsKey(ancestor)) {
            ancestor = new Name(ancestor, 1);
        }
        return at(last(ancestor.labels() + 1, name).wild(1));
    }

    private static Name last(int labels, Name name) {
        return labels == name.labels() ? name : new Name(name, name.labels() - labels);
    }

    /** The records of one name. */
    static final class Node {
        private final Map<Integer, List<Record>> sets = new HashMap<>();

        private void add(Record record) {
            List<Record> set = sets.computeIfAbsent(record.getType(), type -> new ArrayList<>());
            if (!set.contains(record)) {
                set.add(record);
            }
        }

        private boolean isAliasAndMore() {
            return sets.containsKey(Type.CNAME) && sets.values().stream().mapToInt(List::size).sum() > 1;
        }

        /** The records of a type, or of all types; none if there are none. */
        List<Record> records(int type) {
            return type == Type.ANY
                ? sets.values().stream().flatMap(List::stream).toList()
                : sets.getOrDefault(type, List.of());
        }
    }
}
