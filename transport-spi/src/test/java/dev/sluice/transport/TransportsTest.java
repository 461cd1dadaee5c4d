package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransportsTest {
    private static class Own implements TransportProvider<String> {
        @Override
        public String name() {
            return "pigeon";
        }

        @Override
        public Class<String> protocol() {
            return String.class;
        }

        @Override
        public ActorRef<String> manager(ActorSystem system) {
            throw new AssertionError("not asked for");
        }
    }

    private static final class Other extends Own {}

    private static final class Third extends Own {}

    private static final class Foreign implements TransportProvider<Integer> {
        @Override
        public String name() {
            return "pigeon";
        }

        @Override
        public Class<Integer> protocol() {
            return Integer.class;
        }

        @Override
        public ActorRef<Integer> manager(ActorSystem system) {
            throw new AssertionError("not asked for");
        }
    }

    private final Own own = new Own();

    @Test
    void shouldTakeTheOwnOneIfThereIsNoOther() {
        assertSame(own, Transports.choose(own, List.of()));
        assertSame(own, Transports.choose(own, List.of(new Own())));
    }

    @Test
    void shouldTakeTheOtherOneIfThereIsOne() {
        Other other = new Other();

        assertSame(other, Transports.choose(own, List.of(new Own(), other)));
    }

    @Test
    void shouldNameBothIfThereAreTwoOthers() {
        expect(() -> Transports.choose(own, List.of(new Other(), new Third())), "pigeon", "$Other", "$Third", "remove");
    }

    @Test
    void shouldSayWhatIsUnderstoodIfTheOtherSpeaksAnotherProtocol() {
        expect(() -> Transports.choose(own, List.of(new Foreign())), "$Foreign", "java.lang.Integer",
            "java.lang.String");
    }

    @Test
    void shouldSayWhatToDoIfThereIsNone() {
        expect(() -> Transports.find("pigeon", String.class), "pigeon", "add its jar",
            TransportProvider.class.getName());
    }

    private static void expect(Runnable look, String... parts) {
        String message = assertThrows(IllegalStateException.class, look::run).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
