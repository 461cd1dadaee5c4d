package dev.sluice.tcp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.CapacityException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When which address is tried, and what comes of it: by a clock that the test turns, with attempts that end as the test says. */
class DialTest {
    private static final Duration ALMOST = Duration.ofMillis(249);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration TIMEOUT = ConnectSettings.DEFAULT.timeout();

    private final ManualSystem manual = ManualSystem.create("dial");
    private final Probe<Tcp.Event> connector = Probe.in(manual);
    private final Probe<Connection.Command> connection = Probe.in(manual);
    private final TestNames names = new TestNames().with("one.test", "127.0.0.1")
        .with("three.test", "127.0.0.1", "127.0.0.2", "127.0.0.3");
    private final List<Attempt> attempts = new ArrayList<>();
    private ActorRef<DialMessage> dial;
    private Tcp.Connect command;

    @AfterEach
    void close() {
        names.endSlowLookUps();
        manual.close();
    }

    private void dial(String host, ConnectSettings settings) {
        command = new Tcp.Connect(InetSocketAddress.createUnresolved(host, 80), connector.ref(), null, settings);
        dial = manual.system().spawn(DialMessage.class, Spec.named("dial"),
            ctx -> new Dial(ctx, names, attempts::add));
        dial.tell(new DialMessage.Begin(command));
        manual.run();
    }

    private void dialThree() {
        dial("three.test", ConnectSettings.DEFAULT);
        awaitAttempts(1);
    }

    /** Look-ups run on a thread of their own. */
    private void awaitAttempts(int count) {
        await().until(() -> {
            manual.run();
            return attempts.size() >= count;
        });
        assertEquals(count, attempts.size());
    }

    private void refuse(int attempt) {
        attempts.get(attempt).failed(new ConnectException("refused"));
        manual.run();
    }

    private void end(int attempt) {
        attempts.get(attempt).failed(new IOException("aborted"));
        manual.run();
    }

    private void open(int attempt) throws IOException {
        attempts.get(attempt).admit();
        attempts.get(attempt).opened(connection.ref(), TcpFixture.ANY, attempts.get(attempt).remote());
        manual.run();
    }

    private Exception expectFailure(Class<? extends Exception> type, String... texts) {
        Exception cause = assertInstanceOf(type, failure());
        for (String text : texts) {
            assertTrue(cause.getMessage().contains(text), cause.getMessage());
        }
        return cause;
    }

    private Exception failure() {
        Tcp.CommandFailed failed = connector.expect(Tcp.CommandFailed.class);
        assertSame(command, failed.command());
        expectTheEnd();
        return failed.cause();
    }

    /** Nothing else is told, and nothing is left. */
    private void expectTheEnd() {
        manual.advance(TIMEOUT.multipliedBy(2));
        connector.expectNothing();
        assertNull(manual.await(manual.system().stopped(dial)).cause());
    }

    private List<String> tried() {
        return attempts.stream().map(attempt -> attempt.remote().getAddress().getHostAddress()).toList();
    }

    // ---- RFC 8305, section 5 ----

    @Test
    void theNextAddressIsTriedWhenTheLastHasNotAnsweredFor250Milliseconds() {
        dialThree();
        manual.advance(ALMOST);
        assertEquals(List.of("127.0.0.1"), tried());
        manual.advance(MOMENT);
        assertEquals(List.of("127.0.0.1", "127.0.0.2"), tried());
        manual.advance(ALMOST);
        assertEquals(2, tried().size());
        manual.advance(MOMENT);
        assertEquals(List.of("127.0.0.1", "127.0.0.2", "127.0.0.3"), tried());
    }

    @Test
    void theNextAddressIsTriedAtOnceWhenOneHasFailedAndThenHasItsOwnDelay() {
        dialThree();
        manual.advance(ALMOST);
        refuse(0);
        assertEquals(List.of("127.0.0.1", "127.0.0.2"), tried());
        manual.advance(ALMOST);
        assertEquals(2, tried().size());
        manual.advance(MOMENT);
        assertEquals(3, tried().size());
    }

    @Test
    void theDelayCanBeSet() {
        dial("three.test", ConnectSettings.DEFAULT.attemptDelay(Duration.ofMillis(10)));
        awaitAttempts(1);
        manual.advance(Duration.ofMillis(20));
        assertEquals(3, tried().size());
    }

    @Test
    void theFirstThatIsOpenWinsAndNoOtherOpensAfterIt() throws IOException {
        dialThree();
        manual.advance(ALMOST.plus(MOMENT));

        open(1);

        assertEquals(attempts.get(1).remote(), connector.expect(Tcp.Connected.class).remote());
        assertThrows(IOException.class, attempts.get(0)::admit);
        end(0);
        expectTheEnd();
        assertEquals(2, tried().size());
    }

    @Test
    void ifAllFailTheFirstFailureIsTheCauseAndTheOthersAreSuppressed() {
        dialThree();
        refuse(0);
        refuse(1);
        refuse(2);

        Throwable[] others = expectFailure(ConnectException.class, "127.0.0.1:80").getSuppressed();

        assertEquals(2, others.length);
        assertTrue(others[0].getMessage().contains("127.0.0.2:80"), others[0].getMessage());
        assertTrue(others[1].getMessage().contains("127.0.0.3:80"), others[1].getMessage());
    }

    // ---- time ----

    @Test
    void whoHasNotAnsweredInTimeIsNamed() {
        dialThree();
        refuse(0);
        manual.advance(TIMEOUT);
        connector.expectNothing();
        end(1);
        connector.expectNothing();
        end(2);

        Exception cause = expectFailure(SocketTimeoutException.class,
            "not connected to three.test:80 within " + TIMEOUT + ": no answer from 127.0.0.2:80, 127.0.0.3:80");

        assertEquals(1, cause.getSuppressed().length);
    }

    @Test
    void theLookUpCountsToo() {
        dial("slow.test", ConnectSettings.DEFAULT);
        manual.advance(TIMEOUT.minus(MOMENT));
        connector.expectNothing();
        manual.advance(MOMENT);

        expectFailure(SocketTimeoutException.class, "slow.test:80");
    }

    @Test
    void zeroMeansForEver() {
        dial("one.test", ConnectSettings.DEFAULT.timeout(Duration.ZERO));
        awaitAttempts(1);
        manual.advance(Duration.ofDays(365));
        connector.expectNothing();
        refuse(0);
        expectFailure(ConnectException.class);
    }

    @Test
    void anAttemptThatOpensAfterTheTimeoutIsClosed() {
        dialThree();
        manual.advance(TIMEOUT);

        assertThrows(IOException.class, attempts.get(0)::admit);
        for (int i = 0; i < attempts.size(); i++) {
            end(i);
        }
        expectFailure(SocketTimeoutException.class);
    }

    // ---- slots ----

    @Test
    void anAddressThatGotNoSlotWaitsForAnAttemptToEnd() throws IOException {
        dialThree();
        manual.advance(ALMOST.plus(MOMENT));
        attempts.get(1).failed(new CapacityException(1));
        manual.run();
        assertEquals(2, tried().size());
        refuse(0);
        assertEquals(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2"), tried());
        open(2);
        connector.expect(Tcp.Connected.class);
        expectTheEnd();
    }

    @Test
    void anAddressThatGotNoSlotIsTriedAgainIfOneWasGivenBackMeanwhile() {
        names.with("two.test", "127.0.0.1", "127.0.0.2");
        dial("two.test", ConnectSettings.DEFAULT);
        awaitAttempts(1);
        manual.advance(ALMOST.plus(MOMENT));
        refuse(0);
        attempts.get(1).failed(new CapacityException(1));
        manual.run();
        assertEquals(List.of("127.0.0.1", "127.0.0.2", "127.0.0.2"), tried());
        attempts.get(2).failed(new CapacityException(1));
        manual.run();
        expectFailure(CapacityException.class);
    }

    @Test
    void withoutASlotForAnyItFailsAtOnceWithWhatHasFailedBefore() {
        dialThree();
        refuse(0);
        attempts.get(1).failed(new CapacityException(1));
        manual.run();

        assertEquals(1, expectFailure(CapacityException.class).getSuppressed().length);
        assertEquals(2, tried().size());
    }

    @Test
    void aCauseThatSeveralShareIsNotTouched() {
        IOException shared = new IOException("the selector has ended");
        dialThree();
        for (int i = 0; i < 3; i++) {
            attempts.get(i).failed(shared);
            manual.run();
        }

        assertEquals(2, expectFailure(IOException.class).getSuppressed().length);
        assertEquals(0, shared.getSuppressed().length);
    }

    // ---- who wants it no more ----

    @Test
    void aCancelledConnectIsAnsweredWhenNoAttemptIsLeft() {
        dialThree();
        manual.advance(ALMOST.plus(MOMENT));
        dial.tell(new DialMessage.Cancel());
        manual.run();
        connector.expectNothing();
        end(0);
        end(1);

        expectFailure(CancellationException.class, "three.test:80");
        assertEquals(2, tried().size());
    }

    @Test
    void aConnectThatIsCancelledWhileItGivesUpIsAnsweredOnce() {
        dialThree();
        manual.advance(TIMEOUT);
        dial.tell(new DialMessage.Cancel());
        dial.tell(new DialMessage.Cancel());
        for (int i = 0; i < attempts.size(); i++) {
            end(i);
        }
        expectFailure(CancellationException.class);
    }

    @Test
    void aConnectThatIsOpenCannotBeCancelled() throws IOException {
        dialThree();
        attempts.get(0).admit();
        dial.tell(new DialMessage.Cancel());
        manual.run();
        connector.expectNothing();
        attempts.get(0).opened(connection.ref(), TcpFixture.ANY, attempts.get(0).remote());

        connector.expect(Tcp.Connected.class);
        expectTheEnd();
    }

    @Test
    void aLookUpThatEndsAfterTheCancelChangesNothing() {
        dial("slow.test", ConnectSettings.DEFAULT);
        dial.tell(new DialMessage.Cancel());
        manual.run();
        expectFailure(CancellationException.class);
        assertTrue(attempts.isEmpty());
    }

    @Test
    void nobodyIsToldWhenWhoAskedHasEnded() {
        Probe<Object> deadLetters = Probe.in(manual);
        manual.system().onDeadLetter(letter -> {
            if (letter.message() instanceof Tcp.Event) {
                deadLetters.ref().tell(letter);
            }
        });
        dialThree();

        manual.system().stop(connector.ref());
        manual.run();

        assertNull(manual.await(manual.system().stopped(dial)).cause());
        assertThrows(IOException.class, attempts.get(0)::admit);
        deadLetters.expectNothing();
    }

    @Test
    void whoeverWaitsIsToldWhenTheDialIsKilled() {
        dialThree();
        manual.system().kill(dial);
        manual.run();

        assertInstanceOf(IllegalStateException.class, connector.expect(Tcp.CommandFailed.class).cause());
        connector.expectNothing();
    }

    @Test
    void whoeverWaitsIsToldWhenTheDialNeverLived() {
        command = new Tcp.Connect(TcpFixture.ANY, connector.ref());
        dial = manual.system().spawn(DialMessage.class, Spec.named("dial"), ctx -> {
            throw new IllegalStateException("never");
        });
        dial.tell(new DialMessage.Begin(command));

        assertSame(command, connector.expect(Tcp.CommandFailed.class).command());
    }

    // ---- again ----

    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(3);
    private static final ConnectSettings PATIENT = ConnectSettings.DEFAULT
        .retry(Retry.FOR_EVER.pauses(MIN, MAX));

    @Test
    void aFailedTryIsRepeatedAfterAPauseWithANewLookUp() throws IOException {
        dial("one.test", PATIENT.retry(PATIENT.retry().tries(2)));
        awaitAttempts(1);
        names.with("one.test", "127.0.0.9");
        refuse(0);
        manual.advance(MIN.dividedBy(2).minus(MOMENT));
        assertEquals(1, attempts.size());
        manual.advance(MIN.dividedBy(2).plus(MOMENT));
        awaitAttempts(2);
        assertEquals(List.of("127.0.0.1", "127.0.0.9"), tried());
        assertEquals(2, names.lookUps.get());
        open(1);

        connector.expect(Tcp.Connected.class);
        expectTheEnd();
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        dial("one.test", PATIENT);
        for (int pause : new int[] {1, 2, 3, 3, 3}) {
            int before = attempts.size();
            awaitAttempts(before + (before == 0 ? 1 : 0));
            refuse(attempts.size() - 1);
            int tries = attempts.size();
            manual.advance(Duration.ofMillis(pause * 500L - 1));
            assertEquals(tries, attempts.size());
            manual.advance(Duration.ofMillis(pause * 500L + 1));
            awaitAttempts(tries + 1);
        }
    }

    @Test
    void theCauseIsThatOfTheLastTry() {
        dial("one.test", PATIENT.retry(PATIENT.retry().tries(2)));
        awaitAttempts(1);
        refuse(0);
        names.forget("one.test");
        manual.advance(MIN);
        await().until(() -> {
            manual.run();
            return names.lookUps.get() == 2 && manual.system().stopped(dial).isDone();
        });

        expectFailure(UnknownHostException.class);
    }

    @Test
    void eachTryHasTheWholeTimeout() {
        dial("slow.test", PATIENT.retry(PATIENT.retry().tries(2)));
        manual.advance(TIMEOUT);
        connector.expectNothing();
        manual.advance(MIN.plus(TIMEOUT).minus(MIN.dividedBy(2)).minus(MOMENT));
        connector.expectNothing();
        manual.advance(MIN);

        expectFailure(SocketTimeoutException.class);
    }

    @Test
    void allTriesTogetherHaveALimitInAPauseToo() {
        dial("one.test", PATIENT.retry(PATIENT.retry().pauses(MIN, MAX).within(Duration.ofMillis(400))));
        awaitAttempts(1);
        refuse(0);
        manual.advance(Duration.ofMillis(399));
        connector.expectNothing();
        manual.advance(MOMENT);

        expectFailure(ConnectException.class, "refused");
        assertEquals(1, attempts.size());
    }

    @Test
    void allTriesTogetherHaveALimitWhileConnectingToo() {
        dial("one.test", PATIENT.retry(PATIENT.retry().within(Duration.ofMillis(400))));
        awaitAttempts(1);
        manual.advance(Duration.ofMillis(400));
        end(0);

        expectFailure(SocketTimeoutException.class, "PT0.4S", "127.0.0.1:80");
    }

    @Test
    void aPauseCanBeCancelled() {
        dial("one.test", PATIENT);
        awaitAttempts(1);
        refuse(0);
        dial.tell(new DialMessage.Cancel());

        expectFailure(CancellationException.class);
        assertEquals(1, attempts.size());
    }

    @Test
    void anAnswerToAnEarlierLookUpIsNotTaken() {
        names.with("slow.test", "127.0.0.1");
        dial("slow.test", PATIENT);
        manual.advance(TIMEOUT);
        names.endSlowLookUps();
        await().until(() -> names.answered.get() == 1);
        manual.run();
        assertTrue(attempts.isEmpty());
        manual.advance(MIN);
        awaitAttempts(1);
    }
}
