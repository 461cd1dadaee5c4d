package dev.sluice.examples.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.RelativeNameException;
import org.xbill.DNS.TextParseException;

/** Reads zones from files in the format of RFC 1035, chapter 5, as BIND's. */
public final class ZoneFile {
    private ZoneFile() {}

    /**
     * Reads a zone. It is that of its SOA record.
     *
     * @param file with {@code $ORIGIN}, {@code $TTL}, {@code $INCLUDE} and {@code $GENERATE}, if need be
     * @param origin what to append to relative names as long as the file has not said it; null = it says so
     * @throws ZoneException if the file can't be read, or is no zone
     */
    public static Zone read(Path file, String origin) throws ZoneException {
        try (Master master = new Master(file.toString(), absolute(origin))) {
            return Zone.of(records(master));
        } catch (RelativeNameException e) {
            throw new ZoneException(file + ": " + e.getMessage() + ": begin it with $ORIGIN, or give --origin");
        } catch (IOException e) {
            throw new ZoneException(e.getMessage());
        }
    }

    private static Name absolute(String origin) throws TextParseException {
        return origin == null ? null : Name.fromString(origin, Name.root);
    }

    private static List<Record> records(Master master) throws IOException {
        List<Record> records = new ArrayList<>();
        for (Record next = master.nextRecord(); next != null; next = master.nextRecord()) {
            records.add(next);
        }
        return records;
    }
}
