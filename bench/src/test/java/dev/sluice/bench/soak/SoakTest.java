package dev.sluice.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.ByteString;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A soak of a few seconds, and what it sees by. */
class SoakTest {
    private static final double SECONDS = 3;

    /** With its process. Time, and what a JVM allocates in its first seconds, are not looked at. */
    @Test
    void a_few_seconds_leave_no_connection_and_no_wrong_byte() throws Exception {
        Report report = Soak.run(Plan.of(SECONDS, false));

        assertEquals(List.of(), report.findings().faults().all());
        for (Tally.What what : Tally.What.values()) {
            assertTrue(report.tally().of(what) > 0, what.label());
        }
        for (Vital vital : List.of(Vital.CHANNELS, Vital.ACTORS)) {
            assertEquals(report.before().server().get(vital), report.after().server().get(vital), vital.label());
            assertEquals(report.before().driver().get(vital), report.after().driver().get(vital), vital.label());
        }
    }

    @Test
    void a_descriptor_that_is_left_open_shows() throws IOException {
        List<DatagramChannel> leaked = new ArrayList<>();
        try (ActorSystem system = ActorSystem.create(Settings.named("leaking"))) {
            Vitals.of(system);
            Vitals before = Vitals.of(system);
            for (int i = 0; i < 100; i++) {
                leaked.add(DatagramChannel.open());
            }
            List<String> grown = Judgement.leftOver("this", before, Vitals.of(system));

            assertTrue(grown.stream().anyMatch(each -> each.startsWith("this at rest: descriptors from ")),
                grown::toString);
        } finally {
            for (DatagramChannel channel : leaked) {
                channel.close();
            }
        }
    }

    @Test
    void a_list_that_grows_shows() {
        List<byte[]> leaked = new ArrayList<>();
        try (ActorSystem system = ActorSystem.create(Settings.named("leaking"))) {
            List<Vitals> series = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                series.add(Vitals.of(system));
                leaked.add(new byte[2 << 20]);
            }
            List<String> grown = Judgement.growth("this", series);

            assertTrue(grown.stream().anyMatch(each -> each.startsWith("this under load: heap from ")),
                grown + " of " + leaked.size());
        }
    }

    @Test
    void a_wrong_byte_is_none_of_the_pattern() {
        byte[] bytes = Pattern.piece(3, 100, 50_000).toByteArray();
        assertTrue(Pattern.matches(ByteString.copyOf(bytes), 3, 100));

        bytes[49_999]++;

        assertEquals(false, Pattern.matches(ByteString.copyOf(bytes), 3, 100));
        assertEquals(false, Pattern.matches(Pattern.piece(4, 100, 64), 3, 100));
        assertEquals(false, Pattern.matches(Pattern.piece(3, 164, 64), 3, 100));
    }

    @Test
    void vitals_are_told_in_a_line() {
        Vitals vitals = Vitals.of(1, 2, 3, 4, 5, 6, 7, 8);

        assertEquals(vitals, Vitals.parse(vitals.toLine()));
    }
}
