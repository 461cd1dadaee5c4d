package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.jfr.SlowHandlerEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording tells, on real systems. */
class FlightRecordingTest {
    @TempDir
    private Path directory;

    /** What happens in a system of its own while events of a name are recorded. */
    private List<RecordedEvent> record(String event, Duration threshold, Scene scene) throws Exception {
        Path file = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(event).withThreshold(threshold);
            recording.start();
            try (ActorSystem system = ActorSystem.create(Settings.named("flight").loops(1).poolThreads(2))) {
                scene.play(system);
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream().sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .filter(found -> found.getEventType().getName().equals(event)).toList();
    }

    @FunctionalInterface
    private interface Scene {
        void play(ActorSystem system) throws Exception;
    }

    private static void handleOne(ActorSystem system) throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        system.<Act>spawn("handler", Act::actor).tell(ctx -> handled.countDown());
        handled.await();
    }

    @Test
    void g56_a_handler_over_the_threshold_is_recorded() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.SlowHandler", Duration.ZERO, FlightRecordingTest::handleOne);

        assertEquals(1, events.size());
        assertTrue(events.get(0).getString("actor").startsWith("flight/user/handler#"));
        assertTrue(events.get(0).getString("message").startsWith(FlightRecordingTest.class.getName()));
        assertFalse(events.get(0).getDuration().isNegative());
        assertEquals(null, events.get(0).getStackTrace());
    }

    @Test
    void g56_a_handler_under_the_threshold_is_not_recorded() throws Exception {
        assertEquals(List.of(),
            record("dev.sluice.SlowHandler", Duration.ofHours(1), FlightRecordingTest::handleOne));
    }

    @Test
    void g56_unless_it_is_said_slow_means_20_milliseconds() {
        String threshold = EventType.getEventType(SlowHandlerEvent.class).getSettingDescriptors().stream()
            .filter(setting -> setting.getName().equals("threshold")).map(SettingDescriptor::getDefaultValue)
            .findFirst().orElseThrow();
        assertEquals("20 ms", threshold);
    }

    @Test
    void g56_a_handler_that_fails_is_measured_too() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.SlowHandler", Duration.ZERO, system -> {
            ActorRef<Act> actor = system.spawn("failing", Act::actor);
            actor.tell(Boom::act);
            system.stopped(actor).join();
        });
        assertEquals(1, events.size());
    }

    @Test
    void g56_signals_and_ends_of_batches_are_measured_too() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        List<RecordedEvent> events = record("dev.sluice.SlowHandler", Duration.ZERO, system -> {
            system.<Act>spawn("driven", ctx -> {
                ctx.signal().raise(1);
                return new Driven(over);
            });
            over.await();
        });
        List<String> messages = events.stream().map(event -> event.getString("message")).toList();
        assertTrue(messages.containsAll(List.of("signals", "end of batch")), messages.toString());
    }

    private record Driven(CountDownLatch over) implements LoopActor<Act> {
        @Override
        public void on(Act message) {}

        @Override
        public void onSignal(int bits) {}

        @Override
        public void onBatchEnd() {
            over.countDown();
        }
    }

    @Test
    void g56_a_restart_is_recorded() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.Restart", Duration.ZERO, system -> {
            ActorRef<Act> actor = system.spawn(Spec.named("fragile").onFailure(failure -> Directive.restart()),
                Act::actor);
            actor.tell(Boom::act);
            actor.tell(Boom::act);
            system.drain(actor).join();
        });

        assertEquals(List.of(1, 2), events.stream().map(event -> event.getInt("restarts")).toList());
        RecordedEvent event = events.get(0);
        assertTrue(event.getString("actor").startsWith("flight/user/fragile#"));
        assertEquals(Boom.class.getName(), event.getString("cause"));
        assertEquals("boom", event.getString("causeMessage"));
    }

    @Test
    void g56_a_dead_letter_is_recorded() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.DeadLetter", Duration.ZERO, system -> {
            ActorRef<Object> actor = system.spawn("dead", ctx -> message -> {
            });
            system.stop(actor).join();
            actor.tell("lost");
        });

        assertEquals(1, events.size());
        assertTrue(events.get(0).getString("target").startsWith("flight/user/dead#"));
        assertEquals(String.class.getName(), events.get(0).getString("message"));
        assertEquals("STOPPED", events.get(0).getString("reason"));
    }

    @Test
    void g56_an_overflow_is_recorded() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.MailboxOverflow", Duration.ZERO,
            FlightRecordingTest::overflow);

        assertEquals(1, events.size());
        assertTrue(events.get(0).getString("actor").startsWith("flight/user/full#"));
        assertEquals(1, events.get(0).getInt("capacity"));
    }

    /** One is handled, one waits, one is too much. */
    private static void overflow(ActorSystem system) {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Spec bounded = Spec.named("full").mailbox(Mailbox.bounded(1, Overflow.DROP_NEWEST));
        ActorRef<Act> full = system.spawn(bounded, Act::actor);
        full.tell(ctx -> {
            entered.countDown();
            leave.await();
        });
        assertDoesNotThrow(() -> entered.await());
        full.tell(Boom::act);
        full.tell(Boom::act);
        leave.countDown();
    }

    @Test
    void g56_what_nobody_records_is_off() {
        assertFalse(SlowHandlerEvent.isRecorded());
        try (Recording recording = new Recording()) {
            recording.disable("dev.sluice.SlowHandler");
            recording.start();
            assertFalse(SlowHandlerEvent.isRecorded());
        }
        try (Recording recording = new Recording()) {
            recording.start();
            assertTrue(SlowHandlerEvent.isRecorded());
        }
        assertFalse(SlowHandlerEvent.isRecorded());
    }
}
