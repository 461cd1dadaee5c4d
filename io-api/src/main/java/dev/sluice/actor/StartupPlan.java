package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one instance of an actor requires: first what it waits for, then what it has to give back. In the cell's turns only. */
final class StartupPlan<M> implements Startup<M> {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

    private final Cell<M> cell;
    private final Set<Requirement> awaited = new LinkedHashSet<>();
    private final Timer deadline;
    /** Started, or never to be. */
    private boolean over;

    StartupPlan(Cell<M> cell) {
        this.cell = cell;
        this.deadline = cell.scheduler().schedule(Scheduler.nanos(cell.spec.startDeadline()),
            () -> cell.post(new SystemMessage.Step(this::overdue)));
    }

    // ---- what is required ----

    @Override
    public <T> Startup<M> require(String name, Supplier<? extends CompletionStage<? extends T>> open,
        Consumer<? super T> got, Function<? super T, ? extends CompletionStage<?>> close) {
        Requirement resource = new Requirement.Resource<T>(Objects.requireNonNull(name, "name"),
            Objects.requireNonNull(got, "got"), Objects.requireNonNull(close, "close"));
        return await(resource, Objects.requireNonNull(open, "open"));
    }

    @Override
    public <T> Startup<M> require(String name, Supplier<? extends CompletionStage<? extends T>> open,
        Consumer<? super T> got) {
        return await(new Requirement.Plain<T>(Objects.requireNonNull(name, "name"), Objects.requireNonNull(got, "got")),
            Objects.requireNonNull(open, "open"));
    }

    @Override
    public <N> Startup<M> discover(Key<N> key, Consumer<? super ActorRef<N>> found) {
        requireStarting();
        Objects.requireNonNull(found, "found");
        CompletableFuture<ActorRef<N>> provider = cell.system().registry().await(key);
        return await(new Discovery<>(key, provider, found), () -> provider);
    }

    @Override
    public Startup<M> dependOn(ActorRef<?> server) {
        return dependOn(new Dependency(cell, Refs.cell(server, "server"), null));
    }

    @Override
    public Startup<M> dependOn(ActorRef<?> server, Function<? super Release, ? extends M> as) {
        return dependOn(new Dependency(cell, Refs.cell(server, "server"), Objects.requireNonNull(as, "as")));
    }

    private Startup<M> dependOn(Dependency dependency) {
        return await(dependency, dependency::establish);
    }

    @Override
    public Startup<M> children() {
        requireStarting();
        for (Cell<?> child : cell.children()) {
            await(new Requirement.Plain<>(child.toString(), running -> {
            }), () -> RunningWatch.of(child));
        }
        return this;
    }

    private Startup<M> await(Requirement requirement, Supplier<? extends CompletionStage<?>> begin) {
        requireStarting();
        CompletionStage<?> stage = begun(requirement, begin);
        awaited.add(requirement);
        stage.whenComplete((value, failure) -> cell.post(new Settled(this, requirement, value, failure)));
        return this;
    }

    private static CompletionStage<?> begun(Requirement requirement, Supplier<? extends CompletionStage<?>> begin) {
        try {
            return Objects.requireNonNull(begin.get(), "it gave no stage");
        } catch (Throwable e) {
            throw new StartupException(requirement + " failed", e);
        }
    }

    private void requireStarting() {
        cell.requireInside();
        if (over) {
            throw new IllegalStateException(cell + " has started already");
        }
    }

    // ---- until all is there ----

    boolean isWaiting() {
        return !awaited.isEmpty();
    }

    private void settle(Requirement requirement, Object value, Throwable failure) {
        awaited.remove(requirement);
        if (over) {
            refuse(requirement, value, failure);
        } else if (failure != null) {
            fail(requirement + " failed",
                failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
        } else {
            accept(requirement, value);
        }
    }

    private void accept(Requirement requirement, Object value) {
        cell.extras().bonds().acquired(cell).add(requirement);
        try {
            requirement.accept(value);
        } catch (Throwable e) {
            cell.system().reportIfFatal(e);
            fail(requirement + " was not accepted", e);
            return;
        }
        if (awaited.isEmpty()) {
            cell.started();
        }
    }

    private void refuse(Requirement requirement, Object value, Throwable failure) {
        if (failure == null) {
            try {
                requirement.refuse(value);
            } catch (Throwable e) {
                LOG.error("{} failed to release {}, which came too late", cell, requirement, e);
            }
        }
    }

    private void overdue() {
        if (!over) {
            fail("not there within " + cell.spec.startDeadline() + ": " + awaited, null);
        }
    }

    private void fail(String what, Throwable cause) {
        end();
        cell.startFailed(new StartupException(what, cause));
    }

    /** Nothing more is waited for: the actor has started, or it will not. */
    void end() {
        over = true;
        deadline.cancel();
        awaited.forEach(Requirement::abandon);
    }

    // ---- messages to the cell ----

    private static final class Settled extends SystemMessage {
        private final StartupPlan<?> plan;
        private final Requirement requirement;
        private final Object value;
        private final Throwable failure;

        Settled(StartupPlan<?> plan, Requirement requirement, Object value, Throwable failure) {
            this.plan = plan;
            this.requirement = requirement;
            this.value = value;
            this.failure = failure;
        }

        @Override
        void deliver(Cell<?> receiver) {
            plan.settle(requirement, value, failure);
        }

        @Override
        void refused(Cell<?> receiver) {
            plan.refuse(requirement, value, failure);
        }
    }

    /** A service that is looked for. */
    private static final class Discovery<N> extends Requirement {
        private final CompletableFuture<ActorRef<N>> provider;
        private final Consumer<? super ActorRef<N>> found;

        Discovery(Key<N> key, CompletableFuture<ActorRef<N>> provider, Consumer<? super ActorRef<N>> found) {
            super("discovery of " + key);
            this.provider = provider;
            this.found = found;
        }

        @Override
        void abandon() {
            provider.cancel(false);
        }

        @SuppressWarnings("unchecked")
        @Override
        void accept(Object ref) {
            found.accept((ActorRef<N>) ref);
        }
    }
}
