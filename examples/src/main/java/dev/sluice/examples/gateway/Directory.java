package dev.sluice.examples.gateway;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Overflow;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Owns the names, and is the parent of the actors that have them. A name is free again when its actor is really gone. */
final class Directory implements Actor<Directory.Command> {
    /** What it is told. */
    sealed interface Command {}

    record Spawn(String name, Kind<?, ?> kind, ActorRef<Spawned> replyTo) implements Command {}

    record Find(String name, ActorRef<Optional<Resource<?, ?>>> replyTo) implements Command {}

    /** The answer tells whether there was one; it comes when that one is gone. */
    record Kill(String name, ActorRef<Boolean> replyTo) implements Command {}

    private record Gone(String name) implements Command {}

    /** How a {@link Spawn} has ended. */
    enum Spawned {
        CREATED, EXISTS, FULL
    }

    private final Context<Command> ctx;
    private final Limits limits;
    private final Map<String, Resource<?, ?>> resources = new HashMap<>();
    /** Those being killed, and who wants to know of it. */
    private final Map<String, List<ActorRef<Boolean>>> dying = new HashMap<>();

    Directory(Context<Command> ctx, Limits limits) {
        this.ctx = ctx;
        this.limits = limits;
    }

    @Override
    public void on(Command command) {
        switch (command) {
            case Spawn(var name, var kind, var replyTo) -> replyTo.tell(spawn(name, kind));
            case Find(var name, var replyTo) -> replyTo.tell(find(name));
            case Kill kill -> kill(kill);
            case Gone(var name) -> gone(name);
        }
    }

    private <M, S> Spawned spawn(String name, Kind<M, S> kind) {
        if (resources.containsKey(name)) {
            return Spawned.EXISTS;
        }
        if (resources.size() >= limits.actors()) {
            return Spawned.FULL;
        }
        Mailbox mailbox = Mailbox.bounded(limits.backlog(), Overflow.DROP_NEWEST);
        ActorRef<M> ref = ctx.spawn(Spec.named(kind.name()).mailbox(mailbox), kind.factory());
        ctx.watch(ref, (Terminated how) -> new Gone(name));
        resources.put(name, new Resource<>(kind, ref));
        return Spawned.CREATED;
    }

    private Optional<Resource<?, ?>> find(String name) {
        return dying.containsKey(name) ? Optional.empty() : Optional.ofNullable(resources.get(name));
    }

    private void kill(Kill kill) {
        Resource<?, ?> victim = resources.get(kill.name());
        if (victim == null) {
            kill.replyTo().tell(false);
            return;
        }
        dying.computeIfAbsent(kill.name(), name -> new ArrayList<>()).add(kill.replyTo());
        ctx.system().kill(victim.ref());
    }

    private void gone(String name) {
        resources.remove(name);
        List<ActorRef<Boolean>> waiting = dying.remove(name);
        if (waiting != null) {
            waiting.forEach(replyTo -> replyTo.tell(true));
        }
    }
}
