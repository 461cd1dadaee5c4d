package dev.sluice.actor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Start-up against an end: whoever waits for an actor that is to run is told yes or no, and a server outlives its clients. */
public class DependencyStress {
    private DependencyStress() {}

    private static String outcome(CompletableFuture<?> future) {
        return switch (future.state()) {
            case SUCCESS -> "running";
            case FAILED -> "refused";
            case RUNNING, CANCELLED -> "waits";
        };
    }

    /** One thread asks whether an actor is running, another one stops it. */
    @JCStressTest
    @Outcome(id = {"running", "refused"}, expect = ACCEPTABLE, desc = "whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "waits for ever")
    @State
    public static class RunningWatchAgainstStop {
        private final Cell<Object> target = Rig.idle();
        private CompletableFuture<Void> running;

        @Actor
        public void watching() {
            running = RunningWatch.of(target);
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = outcome(running);
        }
    }

    /** Somebody waits for an actor that is starting: what it lacks comes on one thread, another one stops it. */
    @JCStressTest
    @Outcome(id = {"running", "refused"}, expect = ACCEPTABLE, desc = "whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "waits for ever, or the stop is asleep")
    @State
    public static class StartAgainstStop {
        private final CompletableFuture<String> lacking = new CompletableFuture<>();
        private final Cell<Object> target = Rig.cell(ctx -> {
            ctx.startup().require("what it lacks", () -> lacking, got -> {
            });
            return message -> {
            };
        });
        private final CompletableFuture<Void> running = RunningWatch.of(target);

        @Actor
        public void providing() {
            lacking.complete("it");
        }

        @Actor
        public void stopping() {
            Rig.stop(target);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = target.isOver() ? outcome(running) : "lives";
        }
    }

    /** A server, and how a client of it ends. */
    private static class Serving {
        final Cell<Object> server = Rig.idle();
        Cell<Object> client;

        final Cell<Object> newClient() {
            return Rig.cell(ctx -> {
                ctx.startup().dependOn(server);
                return message -> {
                };
            });
        }

        final String ends() {
            return (server.isOver() ? "" : "server waits, ") + (client.isOver() ? how() : "client lives");
        }

        private String how() {
            return client.stopReason() instanceof Stop.Normal ? "asked" : "refused";
        }
    }

    /** One thread spawns a client, another one stops the server. */
    @JCStressTest
    @Outcome(id = "asked", expect = ACCEPTABLE, desc = "established: the client was asked to let go, and did")
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late: the client could not start")
    @Outcome(expect = FORBIDDEN, desc = "neither, or the server waits for somebody who doesn't know it")
    @State
    public static class DependAgainstStop extends Serving {
        @Actor
        public void depending() {
            client = newClient();
        }

        @Actor
        public void stopping() {
            Rig.stop(server);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = ends();
        }
    }

    /** A client and its server are stopped at the same time. */
    @JCStressTest
    @Outcome(id = "asked", expect = ACCEPTABLE, desc = "both have ended")
    @Outcome(expect = FORBIDDEN, desc = "the client lives, or the server waits for it")
    @State
    public static class StopAgainstStop extends Serving {
        /** The client runs already. */
        public StopAgainstStop() {
            client = newClient();
        }

        @Actor
        public void stoppingTheClient() {
            Rig.stop(client);
        }

        @Actor
        public void stoppingTheServer() {
            Rig.stop(server);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = ends();
        }
    }
}
