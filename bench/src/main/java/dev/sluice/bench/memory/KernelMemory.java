package dev.sluice.bench.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of the kernel in which sockets are: its slabs, and the pages of TCP's buffers. It is that of the whole
 * machine, whoever uses it: a difference says something if nobody else opens many files or sockets meanwhile, and if
 * there are some thousand connections.
 *
 * @param slabs bytes of the objects in all slabs, such as sockets, their files and inodes, and what epoll keeps of them
 * @param buffers bytes in TCP's buffers
 */
record KernelMemory(long slabs, long buffers) {
    /** Only root may read it. Without it, there is the sum of all slabs with their gaps, in which small numbers drown. */
    private static final Path OBJECTS = Path.of("/proc/slabinfo");

    /** {@code filp   1234  1280  256  16 ...}: name, active objects, all, bytes of one. */
    private static final Pattern SLAB = Pattern.compile("(?m)^[^#\\s]\\S* +(\\d+) +\\d+ +(\\d+) .*$");
    private static final Pattern TCP_PAGES = Pattern.compile("(?m)^TCP:.* mem (\\d+)");
    private static final int PAGE = 4096;

    static KernelMemory now() {
        return new KernelMemory(Files.isReadable(OBJECTS) ? objects(read(OBJECTS)) : slabs(read("/proc/meminfo")),
            buffers(read("/proc/net/sockstat")));
    }

    /** What is told, in words. */
    static String what() {
        return "growth of " + (Files.isReadable(OBJECTS) ? "active objects in " + OBJECTS : "Slab in /proc/meminfo")
            + " and of TCP mem in /proc/net/sockstat; of the whole machine, so for both ends of each connection";
    }

    long total() {
        return slabs + buffers;
    }

    static long objects(String slabinfo) {
        return SLAB.matcher(slabinfo).results()
            .mapToLong(slab -> Long.parseLong(slab.group(1)) * Long.parseLong(slab.group(2)))
            .sum();
    }

    static long slabs(String meminfo) {
        return kilobytes(meminfo, "Slab");
    }

    static long buffers(String sockstat) {
        return number(TCP_PAGES, sockstat) * PAGE;
    }

    /** Bytes that can be had without swapping. */
    static long available() {
        return kilobytes(read("/proc/meminfo"), "MemAvailable");
    }

    /** Bytes of a process that are in memory. */
    static long resident(long pid) {
        return kilobytes(read("/proc/" + pid + "/status"), "VmRSS");
    }

    /** {@code Slab:   520560 kB}, in bytes. */
    private static long kilobytes(String text, String name) {
        return number(Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$"), text) << 10;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("this kernel doesn't tell " + pattern);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String read(String file) {
        return read(Path.of(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
