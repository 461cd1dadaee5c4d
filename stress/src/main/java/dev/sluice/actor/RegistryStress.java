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

/** The registry: who has ended is not found, and who waits or subscribes learns of whoever comes. */
public class RegistryStress {
    private RegistryStress() {}

    /** One thread registers an actor, with its own system's registry and with another one; another thread stops it. */
    @JCStressTest
    @Outcome(id = "nobody, forgotten", expect = ACCEPTABLE, desc = "whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "somebody is found who has ended, or something is remembered of it")
    @State
    public static class RegisterAgainstStop {
        private final Key<Object> key = Key.named("key");
        private final Registry registry = Registry.create();
        private final Cell<Object> cell = Rig.idle();

        @Actor
        public void registering() {
            Rig.SYSTEM.registry().register(key, cell);
            registry.register(key, cell);
        }

        @Actor
        public void stopping() {
            Rig.stop(cell);
        }

        @Arbiter
        public void both(L_Result seen) {
            boolean found = !Rig.SYSTEM.registry().find(key).isEmpty() || !registry.find(key).isEmpty();
            seen.r1 = (found ? "somebody, " : "nobody, ") + (registry.isEmpty() ? "forgotten" : "remembered");
        }
    }

    /** One thread registers an actor, another one subscribes. */
    @JCStressTest
    @Outcome(id = {"1", "01"}, expect = ACCEPTABLE, desc = "the last that was told is that there is one")
    @Outcome(expect = FORBIDDEN, desc = "not told, told of the past after the present, or twice")
    @State
    public static class RegisterAgainstSubscribe {
        private final Key<Object> key = Key.named("key");
        private final Registry registry = Registry.create();
        private final Cell<Object> provider = Rig.idle();
        private final StringBuilder told = new StringBuilder();
        private final Cell<Listing<Object>> subscriber = Rig.cell(ctx -> now -> told.append(now.refs().size()));

        @Actor
        public void registering() {
            registry.register(key, provider);
        }

        @Actor
        public void subscribing() {
            registry.subscribe(key, subscriber);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = told.toString();
        }
    }

    /** One thread registers an actor, another one waits for somebody. */
    @JCStressTest
    @Outcome(id = "found", expect = ACCEPTABLE, desc = "whichever came first")
    @Outcome(expect = FORBIDDEN, desc = "waits for ever")
    @State
    public static class RegisterAgainstAwait {
        private final Key<Object> key = Key.named("key");
        private final Registry registry = Registry.create();
        private final Cell<Object> provider = Rig.idle();
        private CompletableFuture<ActorRef<Object>> found;

        @Actor
        public void registering() {
            registry.register(key, provider);
        }

        @Actor
        public void waiting() {
            found = registry.await(key);
        }

        @Arbiter
        public void both(L_Result seen) {
            seen.r1 = found.isDone() && found.join() == provider ? "found" : "waits";
        }
    }
}
