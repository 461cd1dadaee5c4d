package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewTest {
    private final ManualSystem manual = ManualSystem.create("view");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();
    private final ActorRef<String> actor = system.spawn("actor", ctx -> log::add);

    @AfterEach
    void close() {
        manual.close();
    }

    @Test
    void g39_theFunctionRunsInTheReceiver() {
        try (ActorSystem running = ActorSystem.create("view")) {
            CompletableFuture<String> thread = new CompletableFuture<>();
            Dispatcher loop = Dispatcher.of(running.loops().get(0));
            ActorRef<String> receiver = running.spawn(Spec.named("receiver").on(loop), ctx -> thread::complete);
            ActorRef<Integer> view = receiver.accepting(number -> Thread.currentThread().getName());
            view.tell(1);
            assertEquals("view-loop-0", thread.join());
        }
    }

    @Test
    void g39_severalViewsForOneType() {
        ActorRef<Integer> decimal = actor.accepting((Integer number) -> Integer.toString(number));
        ActorRef<Integer> hexadecimal = actor.accepting((Integer number) -> Integer.toHexString(number));
        decimal.tell(255);
        hexadecimal.tell(255);
        decimal.tell(16);
        manual.run();
        assertEquals(List.of("255", "ff", "16"), log);
    }

    @Test
    void g39_viewsAndDirectMessagesShareOneOrder() {
        ActorRef<Integer> view = actor.accepting((Integer number) -> "" + number);
        ActorRef<Integer> viewOfView = view.accepting((Integer number) -> -number);
        for (int i = 1; i < 200; i += 3) {
            actor.tell("" + i);
            view.tell(i + 1);
            viewOfView.tell(-i - 2);
        }
        manual.run();
        assertEquals(IntStream.rangeClosed(1, 201).mapToObj(i -> "" + i).toList(), log);
    }

    @Test
    void g39_aFunctionThatFailsIsAFailureOfTheReceiver() {
        List<Failure> failures = new ArrayList<>();
        ActorRef<String> resuming = system.spawn(Spec.named("resuming").onFailure(failure -> {
            failures.add(failure);
            return Directive.RESUME;
        }), ctx -> log::add);
        Boom boom = new Boom();
        resuming.accepting((Integer number) -> {
            throw boom;
        }).tell(7);
        resuming.accepting((Integer number) -> null).tell(8);
        resuming.tell("alive");
        manual.run();

        assertEquals(List.of("alive"), log);
        assertSame(boom, failures.get(0).cause());
        assertEquals(7, failures.get(0).message());
        assertInstanceOf(NullPointerException.class, failures.get(1).cause());
    }

    @Test
    void g39_aViewOutlivesARestartAndEndsWithItsActor() {
        ActorRef<Act> restarting = system.spawn(Spec.named("actor").onFailure(failure -> Directive.restart()),
            Act::actor);
        ActorRef<String> view = restarting.accepting((String text) -> ctx -> log.add(text));
        restarting.tell(Boom::act);
        view.tell("handled by the next instance");
        manual.await(system.drain(restarting));
        assertEquals(List.of("handled by the next instance"), log);

        List<DeadLetter> letters = new ArrayList<>();
        system.onDeadLetter(letters::add);
        view.tell("lost");
        assertEquals(List.of(new DeadLetter("lost", restarting, DeadLetter.Reason.STOPPED)), letters);
    }

    @Test
    void g39_aViewStandsForItsActor() {
        ActorRef<Integer> view = actor.accepting((Integer number) -> "" + number);
        Probe<Object> probe = Probe.in(manual).watch(view);
        manual.await(system.stop(view));
        assertSame(actor, probe.expect(Terminated.class).actor());
        assertThrows(IllegalArgumentException.class, () -> Spec.named("beside").beside(view));
    }

    @Test
    void g39_aViewThatIsForgottenIsCollected() {
        List<WeakReference<ActorRef<Integer>>> views = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ActorRef<Integer> view = actor.accepting((Integer number) -> "" + number);
            view.tell(i);
            views.add(new WeakReference<>(view));
        }
        manual.run();
        Awaitility.await().until(() -> {
            System.gc();
            return views.stream().filter(view -> view.get() != null).count() <= 1;
        });
        assertEquals(1_000, log.size());
    }

    @Test
    void g39_nullIsRefused() {
        assertThrows(NullPointerException.class, () -> actor.accepting(null));
        ActorRef<Integer> view = actor.accepting((Integer number) -> "" + number);
        assertThrows(NullPointerException.class, () -> view.accepting(null));
        assertThrows(NullPointerException.class, () -> view.tell(null));
    }
}
