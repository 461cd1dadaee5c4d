package dev.sluice.actor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** All that a {@link Registry} knows of one key. Guarded by the registry's lock. */
final class Registration<M> {
    private final Key<M> key;
    private final Set<ActorRef<M>> providers = new LinkedHashSet<>();
    private final Set<ActorRef<? super Listing<M>>> subscribers = new LinkedHashSet<>();
    private final Set<CompletableFuture<ActorRef<M>>> waiting = new LinkedHashSet<>();
    /** Null if it must be made anew. */
    private Listing<M> listing;

    Registration(Key<M> key) {
        this.key = key;
    }

    boolean add(ActorRef<M> provider) {
        listing = null;
        return providers.add(provider);
    }

    void remove(ActorRef<?> provider) {
        listing = null;
        providers.remove(provider);
    }

    /** Copied once for each change at the most. */
    Listing<M> listing() {
        if (listing == null) {
            listing = new Listing<>(key, List.copyOf(providers));
        }
        return listing;
    }

    boolean subscribe(ActorRef<? super Listing<M>> subscriber) {
        return subscribers.add(subscriber);
    }

    void unsubscribe(ActorRef<?> subscriber) {
        subscribers.remove(subscriber);
    }

    Runnable news() {
        Listing<M> now = listing();
        List<ActorRef<? super Listing<M>>> to = List.copyOf(subscribers);
        return () -> to.forEach(subscriber -> subscriber.tell(now));
    }

    boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    void await(CompletableFuture<ActorRef<M>> future) {
        waiting.add(future);
    }

    void forget(CompletableFuture<ActorRef<M>> future) {
        waiting.remove(future);
    }

    List<CompletableFuture<ActorRef<M>>> takeWaiting() {
        List<CompletableFuture<ActorRef<M>>> taken = new ArrayList<>(waiting);
        waiting.clear();
        return taken;
    }

    boolean isEmpty() {
        return providers.isEmpty() && subscribers.isEmpty() && waiting.isEmpty();
    }
}
