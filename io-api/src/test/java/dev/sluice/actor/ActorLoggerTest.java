package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;

/** The logger that says for whom it logs. */
class ActorLoggerTest {
    private final ManualSystem manual = ManualSystem.create("logged");
    private final ActorSystem system = manual.system();
    private final MDCAdapter mdc = new BasicMDCAdapter();
    private final List<Line> lines = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private record Line(Level level, Marker marker, String message, List<Object> arguments, Throwable cause,
        Map<String, String> context, String caller) {}

    /** Of which kinds the loggers behind may be: what each of them is handed is written down. */
    private enum Kind {
        PLAIN, LOCATION_AWARE, EVENT_AWARE
    }

    private Logger logger(Kind kind, Level threshold) {
        return switch (kind) {
            case PLAIN -> new RecordingLogger(threshold, this::plain);
            case LOCATION_AWARE -> new RecordingLogger.LocationAware(threshold, this::aware);
            case EVENT_AWARE -> new RecordingLogger.EventAware(threshold, this::aware, this::event);
        };
    }

    private void plain(Level level, Marker marker, String boundary, String message, Object[] arguments,
        Throwable cause) {
        add(level, marker, null, message, arguments, cause);
    }

    private void aware(Level level, Marker marker, String boundary, String message, Object[] arguments,
        Throwable cause) {
        add(level, marker, boundary, message, arguments, cause);
    }

    private void event(LoggingEvent event) {
        add(event.getLevel(), event.getMarkers() == null ? null : event.getMarkers().get(0), event.getCallerBoundary(),
            event.getMessage() + event.getKeyValuePairs(), event.getArgumentArray(), event.getThrowable());
    }

    private void add(Level level, Marker marker, String boundary, String message, Object[] arguments, Throwable cause) {
        lines.add(new Line(level, marker, message, arguments == null ? List.of() : Arrays.asList(arguments), cause,
            mdc.getCopyOfContextMap(), boundary == null ? null : caller(boundary)));
    }

    /** As SLF4J's backends find it: who has called the outermost frame of the boundary. */
    private static String caller(String boundary) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        int last = -1;
        for (int i = 0; i < stack.length; i++) {
            last = stack[i].getClassName().equals(boundary) ? i : last;
        }
        return stack[last + 1].getClassName();
    }

    private Logger forActor(Kind kind) {
        return ActorLogger.of(logger(kind, Level.DEBUG), "path", mdc);
    }

    @ParameterizedTest
    @EnumSource
    void g49_the_path_is_in_the_mdc_for_one_call_only(Kind kind) {
        forActor(kind).info("hello");
        assertEquals(Map.of("actor", "path"), lines.get(0).context());
        assertNull(mdc.get("actor"));
    }

    @ParameterizedTest
    @EnumSource
    void g49_what_was_in_the_mdc_before_is_there_afterwards(Kind kind) {
        mdc.put("actor", "another");
        mdc.put("request", "7");
        forActor(kind).atInfo().log("hello");
        assertEquals(Map.of("actor", "path", "request", "7"), lines.get(0).context());
        assertEquals(Map.of("actor", "another", "request", "7"), mdc.getCopyOfContextMap());
    }

    @Test
    void g49_the_mdc_is_restored_also_if_the_logger_fails() {
        Logger failing = ActorLogger
            .of(new RecordingLogger(Level.INFO, (level, marker, boundary, text, args, cause) -> {
                throw new Boom();
            }), "path", mdc);
        assertThrows(Boom.class, () -> failing.info("hello"));
        assertNull(mdc.get("actor"));
    }

    @ParameterizedTest
    @EnumSource
    void g49_everything_that_was_said_arrives(Kind kind) {
        Marker marker = new BasicMarkerFactory().getMarker("marker");
        Boom boom = new Boom();
        Logger log = forActor(kind);
        Consumer<Level> all = level -> {
            Line line = lines.remove(0);
            assertEquals(level, line.level());
            assertEquals(marker, line.marker());
            assertEquals("{} and {}", line.message());
            assertEquals(List.of(1, 2), line.arguments());
            assertSame(boom, line.cause());
        };
        log.error(marker, "{} and {}", 1, 2, boom);
        all.accept(Level.ERROR);
        log.warn(marker, "{} and {}", 1, 2, boom);
        all.accept(Level.WARN);
        log.info(marker, "{} and {}", 1, 2, boom);
        all.accept(Level.INFO);
        log.debug(marker, "{} and {}", 1, 2, boom);
        all.accept(Level.DEBUG);
        log.info("plain");
        assertEquals("plain", lines.get(0).message());
        assertEquals(List.of(), lines.get(0).arguments());
    }

    @Test
    void g49_a_fluent_call_keeps_its_structure_if_the_logger_behind_takes_it() {
        forActor(Kind.EVENT_AWARE).atWarn().addKeyValue("key", 1).log("hello");
        assertEquals("hello[key=\"1\"]", lines.get(0).message());
        forActor(Kind.LOCATION_AWARE).atWarn().addKeyValue("key", 1).log("hello");
        assertEquals("key=1 hello", lines.get(1).message());
    }

    @ParameterizedTest
    @EnumSource(names = "PLAIN", mode = EnumSource.Mode.EXCLUDE)
    void g49_a_line_names_the_class_that_has_logged(Kind kind) {
        forActor(kind).info("hello {}", 1);
        forActor(kind).error("hello", new Boom());
        forActor(kind).atInfo().log("hello");
        lines.forEach(line -> assertEquals(ActorLoggerTest.class.getName(), line.caller()));
        assertEquals(3, lines.size());
    }

    @ParameterizedTest
    @EnumSource
    void g49_a_level_that_is_off_costs_no_path(Kind kind) {
        Object actor = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("the path is not needed");
            }
        };
        Logger log = ActorLogger.of(logger(kind, Level.WARN), actor, mdc);
        log.info("hello {}", 1);
        log.debug("hello");
        log.trace("hello");
        log.atInfo().log("hello");
        assertFalse(log.isInfoEnabled());
        assertFalse(log.isInfoEnabled(new BasicMarkerFactory().getMarker("marker")));
        assertEquals(List.of(), lines);
    }

    @Test
    void g49_the_logger_is_named_by_the_class_that_asks_for_it_first_and_kept() {
        List<Logger> loggers = new ArrayList<>();
        ActorRef<Act> first = system.spawn(Spec.named("first").onFailure(failure -> Directive.restart()), ctx -> {
            loggers.add(ctx.log());
            return Act.actor(ctx);
        });
        first.tell(ctx -> loggers.add(ctx.log()));
        first.tell(Boom::act);
        ActorRef<Act> second = system.spawn("second", Act::actor);
        second.tell(ctx -> loggers.add(ctx.log()));
        manual.run();

        assertEquals(4, loggers.size());
        assertEquals(ActorLoggerTest.class.getName(), loggers.get(0).getName());
        assertSame(loggers.get(0), loggers.get(1));
        assertSame(loggers.get(0), loggers.get(2));
        assertNotSame(loggers.get(0), loggers.get(3), "that one logs for another actor");
    }

    @Test
    void g49_the_logger_is_given_out_inside_only() {
        List<Context<Act>> contexts = new ArrayList<>();
        system.<Act>spawn("actor", ctx -> {
            contexts.add(ctx);
            return Act.actor(ctx);
        });
        manual.run();
        assertThrows(IllegalStateException.class, contexts.get(0)::log);
    }
}
