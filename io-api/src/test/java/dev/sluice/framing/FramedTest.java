package dev.sluice.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.ResumeReading;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.io.Lease;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handler's side of a connection that is played by a probe. */
class FramedTest {
    private static final Lines LINES = Lines.of(8);

    /** Tells the handler to pull. */
    private record PullOne() implements Extension {}

    private final ManualSystem manual = ManualSystem.create("framed");
    private final Probe<Command> connection = Probe.in(manual);
    private final Probe<Object> told = Probe.in(manual);

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorRef<Event> spawn(Handler handler) {
        ActorRef<Event> actor = manual.system().spawn(Spec.named("handler"),
            ctx -> handler.create(ctx, connection.ref()));
        told.watch(actor);
        return actor;
    }

    private static Received received(String text) {
        return new Received(ByteString.utf8(text));
    }

    private void expectWrite(String text) {
        assertEquals(text, connection.expect(Write.class).data().decodeUtf8());
    }

    private void expectFrame(String text) {
        assertEquals(text, told.expect(ByteString.class).decodeUtf8());
    }

    private Throwable failure() {
        return assertInstanceOf(Stop.Failed.class, told.expect(Terminated.class).reason()).cause();
    }

    /** Tells the probe everything that it is told. */
    private class Telling implements FrameHandler {
        @Override
        public void on(ByteString frame) {
            told.ref().tell(frame);
        }

        @Override
        public void onEvent(Event event) {
            told.ref().tell(event);
        }
    }

    private final class Pulling extends Telling {
        private final Framed framed;

        Pulling(Framed framed) {
            this.framed = framed;
        }

        @Override
        public void onEvent(Event event) {
            if (event instanceof PullOne) {
                framed.pull();
            } else {
                super.onEvent(event);
            }
        }
    }

    // ---- pushed ----

    @Test
    void shouldGiveFramesAndSendFrames() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> line -> framed.send(line)));

        handler.tell(received("on"));
        handler.tell(received("e\ntw"));
        expectWrite("one\n");
        handler.tell(received("o\r\n"));
        expectWrite("two\n");
    }

    @Test
    void shouldSendTheAnswersToOnePieceTogether() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> line -> framed.send(line)));

        handler.tell(received("one\ntwo\n\n"));

        expectWrite("one\ntwo\n\n");
        connection.expectNothing();
    }

    @Test
    void shouldNotCollectMoreThanAFew() {
        ByteString large = ByteString.copyOf(new byte[60_000]);
        ActorRef<Event> handler = spawn(Framed.handler(LengthField.of(2, 1 << 16), (ctx, framed) -> frame -> {
            framed.send(large);
            framed.send(large);
            framed.send(large);
        }));

        handler.tell(received("\0\1x"));

        assertEquals(120_004, connection.expect(Write.class).data().length());
        assertEquals(60_002, connection.expect(Write.class).data().length());
    }

    @Test
    void shouldKeepTheOrderOfAcksAndCommands() {
        Ack<Object> ack = new Ack<>(told.ref(), "written");
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> line -> {
            framed.send(line);
            framed.send(line, ack);
            framed.send(line);
            framed.connection().tell(new ResumeReading());
            framed.send(line);
        }));

        handler.tell(received("x\n"));

        assertEquals(new Write(ByteString.utf8("x\nx\n"), ack), connection.expect(Write.class));
        expectWrite("x\n");
        connection.expect(ResumeReading.class);
        expectWrite("x\n");
    }

    @Test
    void shouldSendWhatWasSentBeforeAFailure() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> line -> {
            framed.send(line);
            throw new IllegalStateException("enough");
        }));

        handler.tell(received("one\ntwo\n"));

        expectWrite("one\n");
        assertEquals("enough", failure().getMessage());
        connection.expectNothing();
    }

    @Test
    void shouldSendAGreetingAndAFarewell() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> {
            framed.send(ByteString.utf8("hello"));
            return new FrameHandler() {
                @Override
                public void on(ByteString frame) {
                    ctx.stop();
                }

                @Override
                public void stopping(Stop reason) {
                    framed.send(ByteString.utf8("bye"));
                }
            };
        }));

        expectWrite("hello\n");
        handler.tell(received("quit\n"));
        expectWrite("bye\n");
    }

    /** The lease is released by whoever has told it, when the event is handled. */
    @Test
    void shouldCopyLeasedInput() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> line -> framed.send(line)));

        handler.tell(new Leased(Lease.of(ByteString.utf8("one\ntw"))));
        handler.tell(new Leased(Lease.of(ByteString.utf8("o\n"))));

        expectWrite("one\n");
        expectWrite("two\n");
    }

    @Test
    void shouldPassOnEveryOtherEvent() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> new Telling()));

        handler.tell(new Flow(false));
        assertEquals(new Flow(false), told.expect(Flow.class));
        handler.tell(new PullOne());
        told.expect(PullOne.class);
        handler.tell(new CommandFailed(new Pull(1), new IllegalStateException()));
        told.expect(CommandFailed.class);
        handler.tell(received("one\n"));
        expectFrame("one");
        handler.tell(new InputEnded());
        told.expect(InputEnded.class);
        handler.tell(new Closed(new Reason.ByPeer()));
        told.expect(Closed.class);
    }

    @Test
    void shouldFailWithWhatIsWrongWithTheInput() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> new Telling()));

        handler.tell(received("one\n123456789"));

        expectFrame("one");
        assertInstanceOf(FrameTooLongException.class, failure());
    }

    @Test
    void shouldGiveALastWordToAHandlerThatWantsIt() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> new Telling() {
            @Override
            public void onFailure(FramingException failure) {
                framed.send(ByteString.utf8("too long"));
                framed.close();
            }
        }));

        handler.tell(received("one\n123456789\ntwo\n"));
        handler.tell(received("three\n"));

        expectWrite("too long\n");
        connection.expect(Close.class);
        expectFrame("one");
        told.expectNothing();
    }

    @Test
    void shouldHandleNoFrameAfterAClose() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> line -> {
            framed.send(line);
            framed.close();
        }));

        handler.tell(received("one\ntwo\n"));
        handler.tell(received("three\n"));
        handler.tell(new InputEnded());

        expectWrite("one\n");
        connection.expect(Close.class);
        connection.expectNothing();
    }

    @Test
    void shouldGoOnWithAnotherFraming() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> frame -> {
            boolean isHead = frame.equals(ByteString.utf8("body"));
            framed.become(isHead ? new FixedLength(3) : LINES);
            told.ref().tell(frame);
        }));

        handler.tell(received("body\na\nbone\nbo"));
        handler.tell(received("dy\n\n\n\nend\n"));

        for (String frame : new String[] {"body", "a\nb", "one", "body", "\n\n\n", "end"}) {
            expectFrame(frame);
        }
    }

    // ---- the end of the input ----

    @Test
    void shouldTellTheEndAfterTheLastLine() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES.openEnd(), (ctx, framed) -> new Telling()));

        handler.tell(received("one\ntwo"));
        handler.tell(new InputEnded());

        expectFrame("one");
        expectFrame("two");
        told.expect(InputEnded.class);
    }

    @Test
    void shouldFailWhenTheInputEndsWithinAFrame() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> new Telling()));

        handler.tell(received("one\ntwo"));
        handler.tell(new InputEnded());

        expectFrame("one");
        assertInstanceOf(TruncatedFrameException.class, failure());
    }

    @Test
    void shouldFailWhenThePeerClosesWithinAFrame() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> new Telling()));

        handler.tell(received("two"));
        handler.tell(new Closed(new Reason.ByPeer()));

        assertInstanceOf(TruncatedFrameException.class, failure());
    }

    @Test
    void shouldNotMindAFrameThatABrokenConnectionCutShort() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> new Telling()));

        handler.tell(received("two"));
        handler.tell(new Closed(new Reason.ByAbort()));

        told.expect(Closed.class);
        told.expectNothing();
    }

    // ---- pulled ----

    @Test
    void shouldPullUntilAFrameIsWhole() {
        ActorRef<Event> handler = spawn(Framed.pulling(LINES, (ctx, framed) -> new Pulling(framed)));

        connection.expectNothing();
        handler.tell(new PullOne());
        assertEquals(1, connection.expect(Pull.class).count());
        handler.tell(received("on"));
        connection.expect(Pull.class);
        handler.tell(received("e\ntwo\nth"));

        expectFrame("one");
        told.expectNothing();
        connection.expectNothing();
    }

    @Test
    void shouldGiveWhatIsThereBeforeItPullsMore() {
        ActorRef<Event> handler = spawn(Framed.pulling(LINES, (ctx, framed) -> {
            framed.pull();
            return new Pulling(framed);
        }));
        connection.expect(Pull.class);
        handler.tell(received("one\ntwo\nth"));
        expectFrame("one");

        handler.tell(new PullOne());
        expectFrame("two");
        connection.expectNothing();
        handler.tell(new PullOne());
        connection.expect(Pull.class);
        handler.tell(new PullOne());
        connection.expectNothing();
        handler.tell(received("ree\nfour\nfive\n"));
        expectFrame("three");
        expectFrame("four");
        told.expectNothing();
    }

    @Test
    void shouldTellTheEndInPlaceOfAFrame() {
        ActorRef<Event> handler = spawn(Framed.pulling(LINES, (ctx, framed) -> new Pulling(framed)));
        handler.tell(new PullOne());
        handler.tell(received("one\ntwo\n"));
        expectFrame("one");
        handler.tell(new InputEnded());
        told.expectNothing();

        handler.tell(new PullOne());
        expectFrame("two");
        told.expectNothing();
        handler.tell(new PullOne());
        told.expect(InputEnded.class);
    }

    @Test
    void shouldFailIfTheConnectionDoesNotPull() {
        ActorRef<Event> handler = spawn(Framed.pulling(LINES, (ctx, framed) -> new Pulling(framed)));
        IllegalStateException cause = new IllegalStateException("not opened with Reading.PULL");

        handler.tell(new CommandFailed(new Pull(1), cause));

        assertSame(cause, failure());
    }

    @Test
    void shouldRefuseToPullWhatIsPushed() {
        ActorRef<Event> handler = spawn(Framed.handler(LINES, (ctx, framed) -> line -> {
            assertThrows(IllegalStateException.class, framed::pull);
            framed.send(line);
        }));

        handler.tell(received("one\n"));

        expectWrite("one\n");
    }

    @Test
    void shouldRefuseToSendWhatIsNoFrame() {
        ActorRef<Event> handler = spawn(
            Framed.handler(LINES, (ctx, framed) -> line -> framed.send(ByteString.utf8("a\nb"))));

        handler.tell(received("one\n"));

        assertTrue(failure() instanceof IllegalArgumentException);
        connection.expectNothing();
    }
}
