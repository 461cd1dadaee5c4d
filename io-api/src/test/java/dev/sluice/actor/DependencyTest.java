package dev.sluice.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.ManualSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One actor needs another one for as long as it runs. */
class DependencyTest {
    private final ManualSystem manual = ManualSystem.create("dependency");
    private final ActorSystem system = manual.system();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorRef<Act> server(Spec spec) {
        ActorRef<Act> server = system.spawn(spec, (Context<Act> ctx) -> logging(ctx, "server"));
        manual.run();
        return server;
    }

    private ActorRef<Act> server() {
        return server(Spec.named("server"));
    }

    private Actor<Act> logging(Context<Act> ctx, String name) {
        return new Actor<>() {
            @Override
            public void on(Act act) throws Exception {
                act.run(ctx);
            }

            @Override
            public void stopping(Stop reason) {
                log.add(name);
            }
        };
    }

    private ActorRef<Act> client(ActorRef<?> server) {
        ActorRef<Act> client = system.spawn("client", (Context<Act> ctx) -> {
            ctx.startup().dependOn(server);
            return logging(ctx, "client");
        });
        manual.run();
        return client;
    }

    /** Says what it is asked, and lets go only when it is told to. */
    private ActorRef<Act> stubborn(ActorRef<?> server) {
        ActorRef<Act> client = system.spawn("stubborn", (Context<Act> ctx) -> {
            ctx.startup().dependOn(server, release -> self -> log.add("asked by " + (release.server() == server)));
            return logging(ctx, "client");
        });
        manual.run();
        return client;
    }

    @Test
    void g18d_aServerStopsAfterThoseWhoDependOnIt() {
        ActorRef<Act> server = server();
        CompletableFuture<Stop> client = system.stopped(client(server));
        manual.await(system.stop(server));
        assertEquals(List.of("client", "server"), log);
        assertEquals(new Stop.Normal(), client.join());
    }

    @Test
    void g18d_itIsEstablishedWhenTheServerIsRunning() {
        CompletableFuture<String> needed = new CompletableFuture<>();
        ActorRef<Act> server = system.spawn("server", ctx -> {
            ctx.startup().require("needed", () -> needed, value -> log.add("server runs"));
            return Act.actor(ctx);
        });
        client(server).tell(ctx -> log.add("client runs"));
        manual.run();
        assertEquals(List.of(), log);
        needed.complete("now");
        manual.run();
        assertEquals(List.of("server runs", "client runs"), log);
    }

    @Test
    void row4_9_aServerThatIsGoneFailsTheStart() {
        ActorRef<Act> server = server();
        manual.await(system.stop(server));
        assertInstanceOf(Stop.StartFailed.class, manual.await(system.stopped(client(server))));
    }

    @Test
    void row4_9_aServerThatNeverStartsFailsTheStartAtTheDeadline() {
        ActorRef<Act> server = system.spawn(Spec.named("server").startWithin(Duration.ofHours(1)), ctx -> {
            ctx.startup().require("never", () -> new CompletableFuture<>(), value -> {
            });
            return Act.actor(ctx);
        });
        CompletableFuture<Stop> stopped = system.stopped(client(server));
        manual.advance(Duration.ofSeconds(30));
        assertInstanceOf(Stop.StartFailed.class, stopped.join());
    }

    @Test
    void g18d_aClientThatWasAskedLetsGoInItsOwnTime() {
        ActorRef<Act> server = server();
        ActorRef<Act> client = stubborn(server);
        CompletableFuture<Stop> stopped = system.stop(server);
        manual.run();
        assertEquals(List.of("asked by true"), log);
        assertFalse(stopped.isDone());
        client.tell(ctx -> ctx.release(server));
        manual.await(stopped);
        assertEquals(List.of("asked by true", "server"), log);
        assertFalse(system.stopped(client).isDone());
    }

    @Test
    void g18d_theEndOfTheClientLetsGoToo() {
        ActorRef<Act> server = server();
        ActorRef<Act> client = stubborn(server);
        CompletableFuture<Stop> stopped = system.stop(server);
        client.tell(Boom::act);
        assertEquals(new Stop.Normal(), manual.await(stopped));
    }

    @Test
    void g18d_aClientThatNeverLetsGoIsWaitedForUntilTheDeadlineOnly() {
        ActorRef<Act> server = server(Spec.named("server").stopWithin(Duration.ofSeconds(2)));
        stubborn(server);
        CompletableFuture<Stop> stopped = system.stop(server);
        manual.advance(Duration.ofMillis(1_999));
        assertFalse(stopped.isDone());
        manual.advance(Duration.ofMillis(1));
        assertTrue(stopped.isDone());
    }

    @Test
    void g18d_aServerThatIsKilledDoesNotWaitButTells() {
        ActorRef<Act> server = server();
        CompletableFuture<Stop> client = system.stopped(client(server));
        assertEquals(new Stop.Killed(), manual.await(system.kill(server)));
        assertInstanceOf(LinkBrokenException.class, client.join().cause());
    }

    @Test
    void g18d_aServerThatFailsForGoodTakesItsClientsAlong() {
        ActorRef<Act> server = server();
        CompletableFuture<Stop> client = system.stopped(client(server));
        server.tell(Boom::act);
        assertInstanceOf(Boom.class,
            assertInstanceOf(LinkBrokenException.class, manual.await(client).cause()).getCause());
        assertEquals(List.of("client", "server"), log);
    }

    @Test
    void g18d_aClientThatRestartsWhenItsServerFailsFindsTheNextOne() {
        Key<Act> key = Key.named("server");
        Spec restarting = Spec.named("client").onFailure(Directive.restart());
        ActorFactory<Act> registered = ctx -> {
            ctx.register(key);
            return Act.actor(ctx);
        };
        ActorRef<Act> first = system.spawn("server", registered);
        List<ActorRef<Act>> found = new ArrayList<>();
        ActorRef<Act> client = system.spawn(restarting, ctx -> {
            ctx.startup().discover(key, server -> {
                found.add(server);
                ctx.startup().dependOn(server);
            });
            return Act.actor(ctx);
        });
        manual.run();
        first.tell(Boom::act);
        manual.run();
        ActorRef<Act> second = system.spawn("server", registered);
        client.tell(ctx -> log.add("runs again"));
        manual.run();
        assertEquals(List.of(first, second), found);
        assertEquals(List.of("runs again"), log);
    }

    @Test
    void g18d_aRestartOfTheServerIsNothingToItsClients() {
        ActorRef<Act> server = server(Spec.named("server").onFailure(failure -> Directive.restart()));
        ActorRef<Act> client = client(server);
        server.tell(Boom::act);
        manual.run();
        assertFalse(system.stopped(client).isDone());
        manual.await(system.stop(server));
        assertEquals(List.of("server", "client", "server"), log);
    }

    @Test
    void row4_11_aCycleThatIsStillStartingEndsAtTheDeadline() {
        List<ActorRef<Act>> two = new ArrayList<>();
        CompletableFuture<ActorRef<Act>> other = new CompletableFuture<>();
        two.add(system.spawn("one", ctx -> {
            ctx.startup().require("other", () -> other, ref -> ctx.startup().dependOn(ref));
            return Act.actor(ctx);
        }));
        other.complete(client(two.get(0)));
        CompletableFuture<Stop> stopped = system.stopped(two.get(0));
        manual.advance(Duration.ofSeconds(30));
        assertInstanceOf(Stop.StartFailed.class, stopped.join());
    }

    @Test
    void row4_11_dependingTwiceIsReleasedTwice() {
        ActorRef<Act> server = server();
        ActorRef<Act> client = system.spawn("client", ctx -> {
            ctx.startup().dependOn(server).dependOn(server);
            return logging(ctx, "client");
        });
        manual.run();
        manual.await(system.stop(server));
        assertTrue(system.stopped(client).isDone());
        assertEquals(List.of("client", "server"), log);
    }

    @Test
    void row4_23_theDatabaseIsFlushedAfterItsLastUser() {
        List<String> written = new ArrayList<>();
        ActorRef<Act> database = system.spawn("database", ctx -> {
            ctx.startup().require("file", () -> CompletableFuture.completedFuture("file"),
                opened -> written.add("open"), file -> {
                    written.add("flushed");
                    return CompletableFuture.completedFuture(file);
                });
            return Act.actor(ctx);
        });
        ActorRef<Act> acceptor = system.spawn("acceptor", ctx -> {
            ctx.startup().dependOn(database);
            return new Actor<>() {
                @Override
                public void on(Act act) throws Exception {
                    act.run(ctx);
                }

                @Override
                public void stopping(Stop reason) {
                    written.add("acceptor stops");
                }
            };
        });
        acceptor.tell(ctx -> written.add("accepted"));
        manual.run();
        manual.await(system.stop(database));
        assertEquals(List.of("open", "accepted", "acceptor stops", "flushed"), written);
    }
}
