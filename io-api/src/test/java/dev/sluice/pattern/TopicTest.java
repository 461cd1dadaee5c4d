package dev.sluice.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.DeadLetter;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicTest {
    private final ManualSystem manual = ManualSystem.create("topic");
    private final ActorSystem system = manual.system();
    private final ActorRef<Topic<String>> topic = system.spawn("topic", Topic.create());
    private final Probe<Object> one = Probe.in(manual);
    private final Probe<Object> two = Probe.in(manual);

    @AfterEach
    void close() {
        manual.close();
    }

    private void publish(String... news) {
        List.of(news).forEach(message -> topic.tell(new Topic.Publish<>(message)));
    }

    @Test
    void table2_9_aTopicTellsAllWhoHaveSubscribed() {
        publish("early");
        topic.tell(new Topic.Subscribe<>(one.ref()));
        publish("a");
        topic.tell(new Topic.Subscribe<>(two.ref()));
        topic.tell(new Topic.Subscribe<>(two.ref()));
        publish("b", "c");
        List.of("a", "b", "c").forEach(one::expect);
        List.of("b", "c").forEach(two::expect);
        one.expectNothing();
        two.expectNothing();
        assertEquals(0, system.deadLetters());
    }

    @Test
    void table2_9_whoUnsubscribesGetsNothingMore() {
        topic.tell(new Topic.Subscribe<>(one.ref()));
        topic.tell(new Topic.Subscribe<>(two.ref()));
        topic.tell(new Topic.Unsubscribe<>(one.ref()));
        publish("a");
        one.expectNothing();
        two.expect("a");
    }

    @Test
    void table2_9_aViewPublishes() {
        topic.tell(new Topic.Subscribe<>(one.ref()));
        ActorRef<String> desk = topic.accepting(Topic.Publish::new);
        desk.tell("a");
        one.expect("a");
    }

    @Test
    void table2_9_whoStopsIsForgotten() {
        ActorRef<String> gone = system.spawn("gone", ctx -> news -> one.ref().tell(news));
        topic.tell(new Topic.Subscribe<>(gone));
        topic.tell(new Topic.Subscribe<>(two.ref()));
        manual.run();
        manual.await(system.stop(gone));
        publish("a");
        two.expect("a");
        assertEquals(0, system.deadLetters());
    }

    @Test
    void table2_9_allViewsOfOneWhoStopsAreForgotten() {
        ActorRef<String> gone = system.spawn("gone", ctx -> one.ref()::tell);
        for (int i = 0; i < 5; i++) {
            topic.tell(new Topic.Subscribe<>(gone.accepting((String news) -> "view " + news)));
        }
        topic.tell(new Topic.Subscribe<>(gone));
        topic.tell(new Topic.Subscribe<>(two.ref()));
        publish("a");
        for (int i = 0; i < 5; i++) {
            one.expect("view a");
        }
        one.expect("a");
        manual.await(system.stop(gone));
        manual.advance(Duration.ZERO);
        publish("b");
        two.expect("a");
        two.expect("b");
        assertEquals(0, system.deadLetters());
    }

    @Test
    void table2_9_aSubscriberThatCannotBeWatchedIsADeadLetter() {
        List<DeadLetter> lost = new ArrayList<>();
        system.onDeadLetter(lost::add);
        ActorRef<Object> foreign = new ActorRef<>() {
            @Override
            public void tell(Object message) {}

            @Override
            public <N> ActorRef<N> accepting(Function<? super N, ? extends Object> f) {
                throw new UnsupportedOperationException();
            }
        };
        topic.tell(new Topic.Subscribe<>(foreign));
        topic.tell(new Topic.Subscribe<>(one.ref()));
        publish("a");
        one.expect("a");
        assertEquals(List.of(new DeadLetter(new Topic.Subscribe<>(foreign), topic, DeadLetter.Reason.NO_RECEIVER)),
            lost);
    }

    @Test
    void table2_9_manySubscribersMayComeAndGoWhileOthersPublish() {
        try (ActorSystem real = ActorSystem.create("real")) {
            ActorRef<Topic<Integer>> busy = real.spawn("busy", Topic.create());
            Probe<Object> steady = Probe.in(real);
            busy.tell(new Topic.Subscribe<>(steady.ref()));
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 2_000; i++) {
                    ActorRef<Integer> brief = real.spawn("brief", ctx -> number -> ctx.stop());
                    busy.tell(new Topic.Subscribe<>(brief));
                }
            });
            for (int i = 0; i < 2_000; i++) {
                busy.tell(new Topic.Publish<>(i));
            }
            for (int i = 0; i < 2_000; i++) {
                steady.expect((Object) i);
            }
            others.join();
        }
    }
}
