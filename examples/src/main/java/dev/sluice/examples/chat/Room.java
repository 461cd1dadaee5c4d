package dev.sluice.examples.chat;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Shareable;
import java.util.LinkedHashSet;
import java.util.Set;

/** Passes on what is said. It never waits for anybody: what a member can't take is the member's affair. */
final class Room implements Actor<Room.Message> {
    sealed interface Message extends Shareable {
        record Enter(Person person) implements Message {}

        record Say(Person person, String text) implements Message {}

        record Leave(Person person) implements Message {}
    }

    private final String name;
    private final Set<Person> people = new LinkedHashSet<>();

    Room(String name) {
        this.name = name;
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Enter(var person) -> {
                people.add(person);
                tellAll("* " + person.name() + " enters " + name);
            }
            case Message.Say(var person, var text) -> tellAll(person.name() + ": " + text);
            case Message.Leave(var person) -> {
                people.remove(person);
                tellAll("* " + person.name() + " leaves " + name);
            }
        }
    }

    private void tellAll(String line) {
        Member.Heard heard = new Member.Heard(line);
        people.forEach(person -> person.member().tell(heard));
    }
}
