package dev.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.Lease;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {
    private static Lease lend() {
        return Lease.of(ByteString.utf8("hello"));
    }

    @Test
    void isContentWhenAllAreSpent() {
        LeaseWatch watch = LeaseWatch.start();
        Lease kept = lend();
        kept.keep();
        lend().handled();
        lend().share().release();
        assertEquals(2, watch.unreleased(), "the kept one, and the one that was shared");
        kept.release();
        LeaseWatch second = LeaseWatch.start();
        new WriteLease(lend()).discard();

        second.close();
        assertTrue(assertThrows(AssertionError.class, watch::close).getMessage().startsWith("1 leases"));
    }

    @Test
    void namesWhoKeptOneAndForgotIt() {
        LeaseWatch watch = LeaseWatch.start();
        keepAndForget(lend());

        AssertionError failure = assertThrows(AssertionError.class, watch::close);

        assertTrue(failure.getMessage().contains("kept"), failure.getMessage());
        assertEquals(1, failure.getSuppressed().length);
        assertTrue(names(failure.getSuppressed()[0], "keepAndForget"));
    }

    private static void keepAndForget(Lease lease) {
        lease.keep();
    }

    @Test
    void namesWhoSharedOne() {
        LeaseWatch watch = LeaseWatch.start();
        Lease lease = lend();
        shareAndForget(lease);
        lease.release();

        AssertionError failure = assertThrows(AssertionError.class, watch::close);

        assertTrue(names(failure.getSuppressed()[0], "shareAndForget"));
    }

    private static void shareAndForget(Lease lease) {
        lease.share();
    }

    @Test
    void letsTheExceptionOfASpentOneSayWhere() {
        LeaseWatch watch = LeaseWatch.start();
        Lease lease = lend();
        spend(lease);
        watch.close();
        Lease untraced = lend();
        untraced.release();

        Throwable where = assertThrows(IllegalStateException.class, lease::copy).getCause();
        assertTrue(names(where, "spend"));
        assertTrue(where.getMessage().contains(Thread.currentThread().getName()), where.getMessage());
        assertNull(assertThrows(IllegalStateException.class, untraced::copy).getCause());
    }

    private static void spend(Lease lease) {
        lease.release();
    }

    private static boolean names(Throwable where, String method) {
        return Stream.of(where.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals(method));
    }
}
