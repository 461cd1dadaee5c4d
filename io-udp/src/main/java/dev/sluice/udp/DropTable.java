package dev.sluice.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * How many datagrams the kernel has dropped, by socket: what Linux tells in {@code /proc/net/udp} and {@code udp6}. The files have a line
 * for each socket of the machine, so they are read on a virtual thread, once for all endpoints of a transport, and only if somebody
 * asks: at the most once a second. Any thread.
 */
final class DropTable {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final long MAX_AGE = TimeUnit.SECONDS.toNanos(1);

    private final List<Path> files;
    private final AtomicBoolean isReading = new AtomicBoolean();
    /** By local and remote address, as the kernel writes them. */
    private volatile Map<String, Long> drops = Map.of();
    private volatile long readAt = System.nanoTime() - MAX_AGE;

    DropTable() {
        this(List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")));
    }

    DropTable(List<Path> files) {
        this.files = files.stream().filter(Files::isReadable).toList();
    }

    /** One socket in the table; sockets that share an address share their number. */
    final class Row {
        private final InetSocketAddress local;
        private final InetSocketAddress remote;
        private final long madeAt = System.nanoTime();
        /** Null: nobody has asked yet. */
        private List<String> keys;

        private Row(InetSocketAddress local, InetSocketAddress remote) {
            this.local = local;
            this.remote = remote;
        }

        /** What was known at the last look; -1 = nothing yet. Has the next look taken, if the last one is old. */
        long dropped() {
            if (keys == null) {
                keys = keys(local, remote);
            }
            long now = System.nanoTime();
            if (now - readAt >= MAX_AGE || readAt - madeAt < 0) {
                readSoon();
            }
            Map<String, Long> known = drops;
            return keys.stream().filter(known::containsKey).mapToLong(known::get).reduce(Long::sum).orElse(-1);
        }
    }

    /** Belongs to one thread. */
    Row row(InetSocketAddress local, InetSocketAddress remote) {
        return new Row(local, remote);
    }

    private void readSoon() {
        if (!files.isEmpty() && isReading.compareAndSet(false, true)) {
            Thread.ofVirtual().name("udp drops").start(this::readAndGoOn);
        }
    }

    private void readAndGoOn() {
        try {
            read();
        } finally {
            isReading.set(false);
        }
    }

    void read() {
        long before = System.nanoTime();
        Map<String, Long> fresh = new HashMap<>();
        for (Path file : files) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.skip(1).forEach(line -> add(fresh, line.strip().split("\\s+")));
            } catch (IOException | RuntimeException e) {
                return; // what was known is still the best that is known
            }
        }
        drops = fresh;
        readAt = before;
    }

    /** {@code sl local rem st tx:rx tr:when retrnsmt uid timeout inode ref pointer drops}. */
    private static void add(Map<String, Long> table, String[] columns) {
        table.merge(columns[1] + ' ' + columns[2], Long.parseLong(columns[columns.length - 1]), Long::sum);
    }

    // ---- as the kernel writes it ----

    /** A socket for both families has IPv4 addresses in the clothes of IPv6. */
    private static List<String> keys(InetSocketAddress local, InetSocketAddress remote) {
        if (local.getAddress() instanceof Inet4Address) {
            return List.of(key(local, remote, false), key(local, remote, true));
        }
        return List.of(key(local, remote, true));
    }

    private static String key(InetSocketAddress local, InetSocketAddress remote, boolean six) {
        String none = "0".repeat(six ? 32 : 8) + ":0000";
        return text(local, six) + ' ' + (remote == null ? none : text(remote, six));
    }

    private static String text(InetSocketAddress address, boolean six) {
        byte[] bytes = six ? inSix(address.getAddress()) : address.getAddress().getAddress();
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < bytes.length; word += 4) {
            for (int i = 0; i < 4; i++) {
                int at = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? word + 3 - i : word + i;
                HEX.toHexDigits(text, bytes[at]);
            }
        }
        return text.append(':').append(HEX.toHexDigits((short) address.getPort())).toString();
    }

    private static byte[] inSix(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        if (!address.isAnyLocalAddress()) {
            mapped[10] = mapped[11] = -1;
        }
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }
}
