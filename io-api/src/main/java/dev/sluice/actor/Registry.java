package dev.sluice.actor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where actors find each other by typed keys: now, as soon as somebody appears, or at every change. Each system has one, see
 * {@link ActorSystem#registry}; several systems of a JVM share one if it is given to their {@link Settings#registry}. Who stops is
 * removed by itself, as provider and as subscriber.
 *
 * <p>All methods may be called from any thread, and never wait for an actor. All changes have one order, and each subscriber
 * sees them in that order.
 *
 * <pre>{@code
 * registry.register(STORE, ctx.self());
 * registry.find(STORE);                                                       // those who are there now
 * ctx.pipe(registry.await(STORE), Cmd.StoreFound::new);                       // the first who is there
 * registry.subscribe(STORE, ctx.self().accepting(Cmd.StoresChanged::new));    // record StoresChanged(Listing<Store> now)
 * }</pre>
 */
public final class Registry {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key<?>, Registration<?>> registrations = new HashMap<>();
    /** Where each actor stands, which is watched, once: from its first place until it ends, even if it has none any more. */
    private final Map<Cell<?>, Set<Place>> members = new ConcurrentHashMap<>();
    private final Outbox outbox = new Outbox();

    private enum Role {
        PROVIDER, SUBSCRIBER
    }

    private record Place(Key<?> key, ActorRef<?> ref, Role role) {}

    private Registry() {}

    /**
     * Makes a registry for systems that are to share one.
     *
     * @return an empty registry
     */
    public static Registry create() {
        return new Registry();
    }

    /**
     * Registers an actor, behind those who are there already. It is removed when it stops. Doing it again changes nothing.
     *
     * @param key what under
     * @param ref the actor, or a view of it
     * @param <M> what can be sent to it
     * @throws IllegalArgumentException if the ref is none of this library's actors
     */
    public <M> void register(Key<M> key, ActorRef<? super M> ref) {
        Objects.requireNonNull(key, "key");
        Cell<?> cell = Refs.cell(ref, "ref");
        List<CompletableFuture<ActorRef<M>>> served = List.of();
        boolean isNew = false;
        lock.lock();
        try {
            Registration<M> registration = registration(key);
            if (registration.add(narrowed(ref))) {
                isNew = join(cell, new Place(key, ref, Role.PROVIDER));
                tellOfChange(registration);
                served = registration.takeWaiting();
            }
        } finally {
            lock.unlock();
        }
        served.forEach(future -> future.complete(narrowed(ref)));
        follow(cell, isNew);
    }

    /** Whoever takes more than M takes M. */
    @SuppressWarnings("unchecked")
    private static <M> ActorRef<M> narrowed(ActorRef<? super M> ref) {
        return (ActorRef<M>) ref;
    }

    /**
     * Removes a registration; does nothing if there is none.
     *
     * @param key what under
     * @param ref the same ref as was registered
     * @param <M> what can be sent to it
     * @throws IllegalArgumentException if the ref is none of this library's actors
     */
    public <M> void unregister(Key<M> key, ActorRef<? super M> ref) {
        Objects.requireNonNull(key, "key");
        Cell<?> cell = Refs.cell(ref, "ref");
        change(() -> leave(cell, new Place(key, ref, Role.PROVIDER)));
    }

    /**
     * Who is registered now.
     *
     * @param key what under
     * @param <M> what can be sent to them
     * @return in the order of registration; empty if there is nobody
     */
    public <M> List<ActorRef<M>> find(Key<M> key) {
        Objects.requireNonNull(key, "key");
        lock.lock();
        try {
            Registration<M> registration = known(key);
            return registration == null ? List.of() : registration.listing().refs();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until somebody is registered. Who cancels the future is forgotten.
     *
     * @param key what under
     * @param <M> what can be sent to it
     * @return completes with the first in the order of registration, at once if there is one, else on the thread that registers
     */
    public <M> CompletableFuture<ActorRef<M>> await(Key<M> key) {
        Objects.requireNonNull(key, "key");
        CompletableFuture<ActorRef<M>> future = new CompletableFuture<>();
        lock.lock();
        try {
            List<ActorRef<M>> present = registration(key).listing().refs();
            if (!present.isEmpty()) {
                return CompletableFuture.completedFuture(present.get(0));
            }
            registration(key).await(future);
        } finally {
            lock.unlock();
        }
        future.whenComplete((ref, cancelled) -> forget(key, future));
        return future;
    }

    private <M> void forget(Key<M> key, CompletableFuture<ActorRef<M>> future) {
        change(() -> {
            Registration<M> registration = known(key);
            if (registration != null) {
                registration.forget(future);
                dropIfEmpty(key);
            }
        });
    }

    /**
     * Tells an actor who is registered: at once, and at every change until it unsubscribes or stops. Doing it again changes
     * nothing.
     *
     * @param key what under
     * @param subscriber whom to tell
     * @param <M> what can be sent to those who are registered
     * @throws IllegalArgumentException if the subscriber is none of this library's actors
     */
    public <M> void subscribe(Key<M> key, ActorRef<? super Listing<M>> subscriber) {
        Objects.requireNonNull(key, "key");
        Cell<?> cell = Refs.cell(subscriber, "subscriber");
        boolean isNew = false;
        lock.lock();
        try {
            Registration<M> registration = registration(key);
            if (registration.subscribe(subscriber)) {
                isNew = join(cell, new Place(key, subscriber, Role.SUBSCRIBER));
                Listing<M> present = registration.listing();
                outbox.add(() -> subscriber.tell(present));
            }
        } finally {
            lock.unlock();
        }
        follow(cell, isNew);
    }

    /**
     * Ends a subscription; does nothing if there is none. What was told already may still arrive.
     *
     * @param key what under
     * @param subscriber the same ref as was subscribed
     * @param <M> what can be sent to those who are registered
     * @throws IllegalArgumentException if the subscriber is none of this library's actors
     */
    public <M> void unsubscribe(Key<M> key, ActorRef<? super Listing<M>> subscriber) {
        Objects.requireNonNull(key, "key");
        Cell<?> cell = Refs.cell(subscriber, "subscriber");
        change(() -> leave(cell, new Place(key, subscriber, Role.SUBSCRIBER)));
    }

    /** An actor begins to stop, or has ended: removes all of it. Cheap if it isn't here. Any thread. */
    void gone(Cell<?> cell) {
        if (members.containsKey(cell)) {
            change(() -> {
                Set<Place> places = members.remove(cell);
                if (places != null) {
                    places.forEach(this::clear);
                }
            });
        }
    }

    // ---- under the lock ----

    @SuppressWarnings("unchecked")
    private <M> Registration<M> registration(Key<M> key) {
        return (Registration<M>) registrations.computeIfAbsent(key, Registration::new);
    }

    @SuppressWarnings("unchecked")
    private <M> Registration<M> known(Key<M> key) {
        return (Registration<M>) registrations.get(key);
    }

    /** True if it must be watched from now on. */
    private boolean join(Cell<?> cell, Place place) {
        boolean isNew = !members.containsKey(cell);
        members.computeIfAbsent(cell, same -> new HashSet<>()).add(place);
        return isNew;
    }

    private void leave(Cell<?> cell, Place place) {
        Set<Place> places = members.get(cell);
        if (places != null && places.remove(place)) {
            clear(place);
        }
    }

    private void clear(Place place) {
        Registration<?> registration = registrations.get(place.key);
        if (place.role == Role.SUBSCRIBER) {
            registration.unsubscribe(place.ref);
        } else {
            registration.remove(place.ref);
            tellOfChange(registration);
        }
        dropIfEmpty(place.key);
    }

    private void tellOfChange(Registration<?> registration) {
        if (registration.hasSubscribers()) {
            outbox.add(registration.news());
        }
    }

    private void dropIfEmpty(Key<?> key) {
        if (registrations.get(key).isEmpty()) {
            registrations.remove(key);
        }
    }

    // ---- after it ----

    private void follow(Cell<?> cell, boolean isNew) {
        if (isNew) {
            cell.post(new End(this)); // tells at once if it has ended already
        }
        outbox.send();
    }

    private void change(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
        outbox.send();
    }

    private static final class End extends Watch {
        private final Registry registry;

        End(Registry registry) {
            this.registry = registry;
        }

        @Override
        void targetStopped(Cell<?> target) {
            registry.gone(target);
        }
    }
}
