package dev.sluice.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.echo.server.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It runs, and reads right what others write. No figure is looked at but that there is one. */
class IdleFootprintTest {
    @Test
    void measures_a_server() throws IOException {
        Footprint footprint = new Experiment(0.1).run(ServerKind.SLUICE, 100);

        assertEquals(100, footprint.connections());
        assertTrue(footprint.heapEach() > 100, footprint::row);
        assertTrue(footprint.classes().contains("StreamConnection"), footprint::classes);
    }

    @Test
    void writes_a_file_of_all_that_was_measured(@TempDir Path folder) throws IOException {
        IdleFootprint.main(new String[] {"--servers", "bare,sluice", "--counts", "20,1000000000", "--settle", "0.1",
            "--results", folder.toString()});

        try (Stream<Path> files = Files.list(folder)) {
            String json = Files.readString(files.findFirst().orElseThrow());
            assertEquals(3, json.split("heapBytesEach", -1).length);
            assertTrue(json.contains("\"stoppedBecause\": \"only "), json);
        }
    }

    @Test
    void tells_what_there_is_too_little_of() {
        assertEquals("", Limits.shortage(1000, 20_000, 2L << 30));
        assertTrue(Limits.shortage(19_800, 20_000, 2L << 30).contains("descriptors"));
        assertTrue(Limits.shortage(100_000, 200_000, 2L << 30).contains("memory"));
    }

    @Test
    void reads_what_the_kernel_tells() {
        assertEquals(10 * 312 + 7 * 64, KernelMemory.objects("""
            slabinfo - version: 2.1
            # name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables
            TCP                   10     13    312   13    1 : tunables    0    0    0
            kmalloc-64             7     64     64   64    1 : tunables    0    0    0
            """));
        assertEquals(520560 << 10, KernelMemory.slabs("MemTotal:  24 kB\nSlab:             520560 kB\nOther: 1 kB\n"));
        assertEquals(162 * 4096, KernelMemory.buffers("""
            sockets: used 15
            TCP: inuse 1 orphan 0 tw 0 alloc 1 mem 162
            UDP: inuse 0 mem 3
            """));
    }

    @Test
    void reads_the_pauses_of_both_collectors() {
        Pauses pauses = Pauses.parse(List.of(
            "[0.005s] Using G1",
            "[0.100s] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(256M) 2.500ms",
            "[0.100s] GC(0)   Evacuate Collection Set: 1.9ms",
            "[0.200s] GC(1) Concurrent Mark Cycle 30.000ms",
            "[0.300s] GC(2) y: Pause Mark Start 0.025ms",
            "[0.400s] GC(2) y: Concurrent Mark 12.345ms"));

        assertEquals(List.of(2.5, 0.025), pauses.millis());
        assertEquals(2.5, pauses.longest());
        assertEquals(0.025, pauses.from(1).sum());
    }
}
