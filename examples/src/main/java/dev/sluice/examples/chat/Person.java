package dev.sluice.examples.chat;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection.Event;

/** Somebody in a room, and the actor that speaks with him. */
record Person(String name, ActorRef<Event> member) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Person person && person.member == member;
    }

    @Override
    public int hashCode() {
        return member.hashCode();
    }
}
