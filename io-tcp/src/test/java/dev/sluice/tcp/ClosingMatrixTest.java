package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.tcp.ClosingStage.Seen;
import dev.sluice.tcp.ClosingStage.State;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever can end a connection, in each state: who is told what, once, and what the peer sees of it. */
class ClosingMatrixTest {
    enum Cause {
        CLOSE, CONFIRMED_CLOSE, ABORT, PEER_ENDS, PEER_RESETS, HANDLER_STOPS, HANDLER_FAILS, HANDLER_KILLED, STOPPED, KILLED, SYSTEM_ENDS, POLLER_BREAKS
    }

    /**
     * For each state the cause that the handler is told, and if it has ended, whoever had asked for a close; "-" where nobody can
     * be told. Then what the peer sees: "end" = everything, and the end behind it; "reset"; "." = it had seen the end before, or has
     * gone itself.
     */
    private static final String TABLE = """
                        | idle          | queued        | suspended     | unread        | half open     | confirming  | lingering
        close           | close end     | close end     | close end     | close end     | close end     | close .     | close .
        confirmed close | confirmed end | confirmed end | confirmed end | confirmed end | confirmed end | confirmed . | close .
        abort           | abort reset   | abort reset   | abort reset   | abort reset   | abort reset   | abort .     | abort .
        peer ends       | peer end      | peer end      | peer end      | peer end      |               | confirmed . | close .
        peer resets     | error .       | error .       | error .       | error .       | error .       | error .     | close .
        handler stops   | - end         | - end         | - end         | - end         | - end         | close .     | close .
        handler fails   | - end         | - end         | - end         | - end         | - end         | close .     | close .
        handler killed  | - end         | - end         | - end         | - end         | - end         | close .     | close .
        stopped         | error end     | error end     | error end     | error end     | error end     | error .     | close .
        killed          | error reset   | error reset   | error reset   | error reset   | error reset   | error .     | close .
        system ends     | - end         | - end         | - end         | - end         | - end         | - .         | - .
        poller breaks   | error reset   | error reset   | error reset   | error reset   | error reset   | error .     | close .
        """;

    private static final Map<String, Class<? extends Reason>> REASONS = Map.of("close", Reason.ByClose.class,
        "confirmed",
        Reason.ByConfirmedClose.class, "abort", Reason.ByAbort.class, "peer", Reason.ByPeer.class, "error",
        Reason.ByError.class);
    private static final Set<String> ALL_IS_DELIVERED = Set.of("peer", "confirmed");
    private static final Set<Cause> HANDLER_ENDS = EnumSet.of(Cause.HANDLER_STOPS, Cause.HANDLER_FAILS,
        Cause.HANDLER_KILLED);

    static Stream<Arguments> cells() {
        List<String[]> rows = TABLE.lines().map(line -> line.split("\\|")).toList();
        String[] states = rows.get(0);
        return rows.stream().skip(1).flatMap(row -> cells(row, states));
    }

    private static Stream<Arguments> cells(String[] row, String[] states) {
        return IntStream.range(1, row.length)
            .filter(i -> !row[i].isBlank())
            .mapToObj(i -> Arguments.of(value(Cause.class, row[0]), value(State.class, states[i]), row[i].strip()));
    }

    private static <E extends Enum<E>> E value(Class<E> type, String name) {
        return Enum.valueOf(type, name.strip().replace(' ', '_').toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("cells")
    void shouldEnd(Cause cause, State state, String cell) throws Exception {
        String reason = cell.split(" ")[0];
        String seen = cell.split(" ")[1];
        try (ClosingStage stage = new ClosingStage(state)) {
            happen(cause, stage);
            if (cause == Cause.HANDLER_FAILS) {
                assertEquals("told to fail",
                    stage.tcp.binder.expect(Tcp.HandlerFailed.class).cause().getMessage());
            }
            if (stage.isClosing()) {
                stage.awaitRefusal(); // and only now the peer goes too
            }
            expectAtPeer(seen, stage);
            stage.peer.close();
            stage.tcp.system.stopped(stage.connection).join();
            expectAtHandler(reason, cause, stage);
        }
    }

    // ---- what happens ----

    private static void happen(Cause cause, ClosingStage stage) throws IOException {
        switch (cause) {
            case CLOSE -> stage.connection.tell(new Connection.Close());
            case CONFIRMED_CLOSE -> stage.connection.tell(new Connection.ConfirmedClose());
            case ABORT -> stage.connection.tell(new Connection.Abort());
            case PEER_ENDS -> {
                stage.peer.shutdownOutput();
                notice(stage);
            }
            case PEER_RESETS -> {
                stage.resetByPeer();
                notice(stage);
            }
            case HANDLER_STOPS -> stage.tcp.system.stop(stage.handler).join();
            case HANDLER_FAILS -> stage.handler.tell(new ClosingStage.Fail());
            case HANDLER_KILLED -> stage.tcp.system.kill(stage.handler).join();
            case STOPPED -> stage.tcp.system.stop(stage.connection);
            case KILLED -> stage.tcp.system.kill(stage.connection);
            case SYSTEM_ENDS -> stage.tcp.system.terminate();
            case POLLER_BREAKS -> BreakablePoller.breakAll(stage.tcp.system, new IOException("the poller broke"));
        }
    }

    /** What a connection can't see while it neither reads nor writes. */
    private static void notice(ClosingStage stage) {
        if (stage.state == State.UNREAD) {
            stage.connection.tell(new Connection.ResumeReading());
        } else if (stage.state == State.HALF_OPEN) {
            stage.connection.tell(new Connection.Write(ByteString.utf8("is anybody there?")));
        }
    }

    // ---- what comes of it ----

    private static void expectAtPeer(String seen, ClosingStage stage) throws IOException {
        if (seen.equals(".")) {
            return;
        }
        assertEquals(seen.equals("end") ? Seen.END : Seen.RESET, stage.readToTheEnd());
        if (seen.equals("end")) {
            assertEquals(stage.expectedAtPeer(), stage.read.size());
        }
    }

    private static void expectAtHandler(String expected, Cause cause, ClosingStage stage) {
        if (expected.equals("-")) {
            return;
        }
        if (!HANDLER_ENDS.contains(cause)) {
            expectAllThenClosed(expected, stage);
            stage.tcp.system.stop(stage.handler).join();
            stage.events.expectNothing();
        }
        if (stage.isClosing()) {
            assertInstanceOf(REASONS.get(expected), stage.closer.expect(Closed.class).reason());
        }
        stage.closer.expectNothing();
    }

    private static void expectAllThenClosed(String expected, ClosingStage stage) {
        int received = 0;
        Event event = stage.events.expect(Event.class);
        while (!(event instanceof Closed)) {
            received += event instanceof Connection.Received(var data) ? data.length() : 0;
            event = stage.events.expect(Event.class);
        }
        assertInstanceOf(REASONS.get(expected), ((Closed) event).reason());
        if (stage.state == State.UNREAD && ALL_IS_DELIVERED.contains(expected)) {
            assertEquals(ClosingStage.UNREAD, received);
        }
    }
}
