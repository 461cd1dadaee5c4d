package dev.sluice.examples.chat;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import java.util.HashMap;
import java.util.Map;

/** Knows who is where. A room is there as long as somebody is in it. */
final class Rooms implements Actor<Rooms.Message> {
    sealed interface Message extends Shareable {
        /** Into a room, out of the one he is in. */
        record Enter(Person person, String room) implements Message {}

        record Say(Person person, String text) implements Message {}

        /** He has gone, for whatever reason. */
        record Gone(Person person) implements Message {}
    }

    private record Place(ActorRef<Room.Message> room, String name) {}

    private final Context<Message> ctx;
    private final Map<Person, Place> places = new HashMap<>();
    private final Map<String, Place> byName = new HashMap<>();

    Rooms(Context<Message> ctx) {
        this.ctx = ctx;
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Enter(var person, var room) -> {
                leave(person);
                enter(person, room);
            }
            case Message.Say(var person, var text) -> places.get(person).room()
                .tell(new Room.Message.Say(person, text));
            case Message.Gone(var person) -> leave(person);
        }
    }

    private void enter(Person person, String name) {
        Place place = byName.computeIfAbsent(name, this::open);
        places.put(person, place);
        place.room().tell(new Room.Message.Enter(person));
        ctx.watch(person.member(), gone -> new Message.Gone(person));
    }

    private Place open(String name) {
        return new Place(ctx.spawn(Room.Message.class, Spec.named(name), own -> new Room(name)), name);
    }

    private void leave(Person person) {
        Place place = places.remove(person);
        if (place != null) {
            place.room().tell(new Room.Message.Leave(person));
            if (!places.containsValue(place)) {
                byName.remove(place.name());
                ctx.stop(place.room());
            }
        }
    }
}
