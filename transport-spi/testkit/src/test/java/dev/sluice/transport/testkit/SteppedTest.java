package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Ready;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SteppedTest {
    private final SteppedPoller poller = new SteppedPoller();
    private final Object channel = new Object();
    private int raised;

    /** In the test itself, whose thread it belongs to. */
    private SteppedLoop<SteppedPoller> stepped() {
        return new SteppedLoop<>(SteppedPoller.class, () -> poller);
    }

    private ChannelPoller.Registration register() throws IOException {
        return poller.register(channel, bits -> raised |= bits);
    }

    @Test
    void shouldRaiseWhatTheTestSaysAsFarAsItIsOfInterest() throws IOException {
        try (SteppedLoop<SteppedPoller> stepped = stepped()) {
            register().interest(Ready.READ);
            poller.ready(channel, Ready.READ | Ready.WRITE);
            assertEquals(0, raised);

            stepped.step();

            assertEquals(Ready.READ, raised);
            assertEquals(Ready.READ, poller.interest(channel));
        }
    }

    @Test
    void shouldStepUntilSomethingIsTrue() {
        try (SteppedLoop<SteppedPoller> stepped = stepped()) {
            int before = poller.polls();

            stepped.until(() -> poller.polls() == before + 7);
        }
    }

    @Test
    void shouldKeepWhatIsCancelledAsLongAsTheTestSays() throws IOException {
        try (SteppedLoop<SteppedPoller> stepped = stepped()) {
            boolean[] flushed = {false};
            poller.keeps(true);
            register().cancel(() -> flushed[0] = true);
            stepped.step();
            assertFalse(flushed[0]);

            poller.keeps(false);
            stepped.step();

            assertTrue(flushed[0]);
            assertEquals(0, poller.watched());
        }
    }

    @Test
    void shouldBreakOnDemand() throws IOException {
        try (SteppedLoop<SteppedPoller> stepped = stepped()) {
            IOException cause = new IOException("on purpose");
            IOException[] told = new IOException[1];
            stepped.loop().onPollerLost(lost -> told[0] = lost);
            register();
            poller.breaks(cause);

            stepped.step();

            assertSame(cause, told[0]);
            assertEquals(Ready.LOST, raised);
        }
    }

    @Test
    void shouldRefuseToWatchOnDemand() throws IOException {
        IOException cause = new IOException("on purpose");
        poller.refuses(cause);

        assertSame(cause, assertThrows(IOException.class, this::register));
        poller.refuses(null);
        register();
    }
}
