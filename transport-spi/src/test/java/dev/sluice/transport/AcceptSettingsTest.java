package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AcceptSettingsTest {
    private static void assertNamed(String argument, Executable misuse) {
        Exception failure = assertThrows(RuntimeException.class, misuse);
        assertTrue(failure.getMessage().startsWith(argument), failure.getMessage());
    }

    @Test
    void shouldNameTheArgumentThatIsWrong() {
        AcceptSettings settings = AcceptSettings.DEFAULT;

        assertNamed("batch", () -> settings.batch(0));
        assertNamed("maxConnections", () -> settings.maxConnections(0));
        assertNamed("perSecond", () -> settings.rate(0, 1));
        assertNamed("burst", () -> settings.rate(1, 0));
        assertNamed("from", () -> settings.from(null));
        assertNamed("shards", () -> settings.shards(0));
        assertNamed("openWithin", () -> settings.openWithin(Duration.ofMillis(-1)));
        assertNamed("finishWithin", () -> settings.finishWithin(Duration.ofMillis(-1)));
        assertNamed("count", () -> new StreamBind.Accept(0));
        assertNamed("within", () -> new StreamBind.Drain(Duration.ofMillis(-1), null));
        assertNamed("replyTo", () -> new StreamBind.Inspect(null));
    }

    @Test
    void shouldKeepAllOthersWhenOneIsSet() {
        AddressFilter filter = AddressFilter.EVERYBODY.denying("::1");
        AcceptSettings settings = AcceptSettings.DEFAULT.batch(2)
            .onDemand(true)
            .maxConnections(3)
            .rate(4, 5)
            .from(filter)
            .shards(6)
            .finishWithin(Duration.ofSeconds(7))
            .openWithin(Duration.ofSeconds(9))
            .batch(8);

        assertEquals(8, settings.batch());
        assertTrue(settings.onDemand());
        assertEquals(3, settings.maxConnections());
        assertEquals(4, settings.perSecond());
        assertEquals(5, settings.burst());
        assertEquals(filter, settings.from());
        assertEquals(6, settings.shards());
        assertEquals(Duration.ofSeconds(7), settings.finishWithin());
        assertEquals(Duration.ofSeconds(9), settings.openWithin());
        assertEquals(16, AcceptSettings.DEFAULT.batch());
    }
}
