package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.testkit.ManualSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final ManualSystem manual = ManualSystem.create("letters");
    private final ActorSystem system = manual.system();
    private final List<DeadLetter> heard = new ArrayList<>();
    private final ActorRef<Object> dead = system.spawn("dead", ctx -> message -> {
    });

    DeadLettersTest() {
        manual.await(system.stop(dead));
    }

    @AfterEach
    void close() {
        manual.close();
    }

    /** Found in the log by its type's name. */
    private record Noticed(int number) {}

    private record Overlooked(int number) implements DeadLetter.Silent {}

    private record Expected(int number) {}

    @Test
    void g53_aListenerHearsOfEachLossUntilItLeaves() {
        List<DeadLetter> second = new ArrayList<>();
        Runnable leave = system.onDeadLetter(heard::add);
        system.onDeadLetter(second::add);
        dead.tell("one");
        leave.run();
        leave.run();
        dead.tell("two");

        DeadLetter one = new DeadLetter("one", dead, DeadLetter.Reason.STOPPED);
        assertEquals(List.of(one), heard);
        assertEquals(List.of(one, new DeadLetter("two", dead, DeadLetter.Reason.STOPPED)), second);
        assertEquals(2, system.deadLetters());
    }

    @Test
    void g53_aListenerThatFailsHarmsNobody() {
        system.onDeadLetter(letter -> {
            throw new Boom();
        });
        system.onDeadLetter(letter -> {
            throw new AssertionError();
        });
        system.onDeadLetter(heard::add);
        dead.tell("one");
        assertEquals(1, heard.size());
    }

    @Test
    void g53_messagesMayOptOutOfTheLog() throws IOException {
        system.onDeadLetter(heard::add);
        IntStream.range(0, 10).mapToObj(Overlooked::new).forEach(dead::tell);
        assertEquals(0, logged(Overlooked.class));
        assertEquals(10, heard.size());
        assertEquals(10, system.deadLetters());
    }

    @Test
    void g53_aResultThatFailedForAnAskerThatHasStoppedIsNoNews() throws IOException {
        system.onDeadLetter(heard::add);
        List<Context<Object>> asker = new ArrayList<>();
        ActorRef<Object> gone = system.spawn("gone", ctx -> message -> {
            asker.add(ctx);
            ctx.ask(dead, (ActorRef<Object> replyTo) -> replyTo, Duration.ofSeconds(1), result -> result);
            ctx.pipe(CompletableFuture.failedFuture(new Boom()), result -> result);
            ctx.stop();
        });
        gone.tell("go");
        manual.run();

        assertEquals(3, heard.size(), "the question, and what became of it and of the future");
        assertEquals(0, logged(Result.Failed.class));
    }

    @Test
    void g53_onlyTheFirstTenAreLoggedAtOnce() throws IOException {
        IntStream.range(0, 1_000).mapToObj(Noticed::new).forEach(dead::tell);
        assertEquals(10, logged(Noticed.class));
        assertEquals(1_000, system.deadLetters());
    }

    private record Later(int number) {}

    @Test
    void g53_thenOneInTenSecondsIsLogged() throws IOException {
        IntStream.range(0, 20).mapToObj(Overlooked::new).forEach(dead::tell);
        for (int second = 0; second < 35; second++) {
            dead.tell(new Later(second));
            manual.advance(Duration.ofSeconds(1));
        }
        assertEquals(3, logged(Later.class), "at 10, 20 and 30 s");
        assertEquals(55, system.deadLetters());
    }

    @Test
    void g53_nothingIsLoggedDuringShutdown() throws IOException {
        ActorRef<Object> open = system.spawn("open", ctx -> message -> {
        });
        system.onDeadLetter(heard::add);
        system.terminate();
        open.tell(new Expected(1));
        manual.close();
        open.tell(new Expected(2));
        assertEquals(0, logged(Expected.class));
        assertEquals(2, heard.size());
    }

    /** The test's simplelogger.properties sends the log there. */
    private static long logged(Class<?> message) throws IOException {
        try (var lines = Files.lines(Path.of("target", "tests.log"))) {
            return lines.filter(line -> line.contains("dead letter") && line.endsWith(message.getName())).count();
        }
    }
}
