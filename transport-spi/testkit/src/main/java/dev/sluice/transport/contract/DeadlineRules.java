package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Write;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What ends by itself. Each of these tests waits for a deadline; none fails because something else is slow. */
abstract class DeadlineRules extends Rules {
    private static final Duration SOON = Duration.ofMillis(50);

    DeadlineRules(ConnectionContract contract) {
        super(contract);
    }

    private static void expectLate(Reason.ByError reason) {
        assertInstanceOf(SocketTimeoutException.class, reason.cause());
    }

    @Test
    void shouldEndAnIdleConnection() throws Exception {
        try (Rig rig = registered(DEFAULT.idle(SOON))) {
            expectLate(rig.closedNow(Reason.ByError.class));
        }
    }

    @Test
    void shouldEndAnIdleConnectionAlsoWhileSuspended() throws Exception {
        try (Rig rig = registered(DEFAULT.idle(SOON))) {
            rig.tell(new Connection.SuspendReading());

            expectLate(rig.closedNow(Reason.ByError.class));
        }
    }

    @Test
    void shouldEndAStalledConnection() throws Exception {
        try (Rig rig = registered(DEFAULT.stall(SOON))) {
            rig.tell(new Write(much()));

            expectLate(rig.closed(Reason.ByError.class));
        }
    }

    @Test
    void shouldNotWaitForARegisterForEver() throws Exception {
        try (Rig rig = bare(DEFAULT.registerWithin(SOON))) {
            rig.awaitStopped();
            rig.expectReset();
        }
    }

    @Test
    void shouldGiveUpFlushingInTime() throws Exception {
        try (Rig rig = registered(DEFAULT.flushWithin(SOON))) {
            rig.tell(new Write(much()));
            rig.tell(new Connection.Close());

            expectLate(rig.closed(Reason.ByError.class));
        }
    }

    @Test
    void shouldGiveUpLingeringInTime() throws Exception {
        try (Rig rig = registered(DEFAULT.linger(SOON, 1 << 20))) {
            rig.tell(new Connection.Close());

            rig.closedNow(Reason.ByClose.class);
        }
    }

    @Test
    void shouldNotLingerAtAllIfSettingsSaySo() throws Exception {
        try (Rig rig = registered(DEFAULT.linger(Duration.ZERO, 0))) {
            rig.tell(new Connection.Close());

            rig.closedNow(Reason.ByClose.class);
            assertTrue(rig.hasPeerEnd());
        }
    }

    @Test
    void shouldGiveUpConfirmationInTime() throws Exception {
        try (Rig rig = registered(DEFAULT.confirmWithin(SOON))) {
            rig.tell(new Connection.ConfirmedClose());

            expectLate(rig.closedNow(Reason.ByError.class));
        }
    }

    @Test
    void shouldNotStayHalfOpenForEver() throws Exception {
        try (Rig rig = registered(DEFAULT.halfOpen(true).confirmWithin(SOON))) {
            rig.peer.endOutput();
            rig.handler.expect(Connection.InputEnded.class);

            expectLate(rig.closedNow(Reason.ByError.class));
        }
    }
}
