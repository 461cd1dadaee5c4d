package dev.sluice.examples.chat;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.framing.FrameHandler;
import dev.sluice.framing.Framed;
import dev.sluice.framing.FramingException;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Flow;

/**
 * One who chats. His first line is his name; then he says what he types in the room {@code lobby}, or goes elsewhere by {@code /join
 * room}, and away by {@code /quit}.
 *
 * <p>If he doesn't read what the others say, he misses some of it, and is told so when he goes on reading. If he reads nothing for long,
 * the connection ends ({@link ChatServer}).
 */
final class Member implements FrameHandler {
    /** Something was said in the room. */
    record Heard(String line) implements Extension, DeadLetter.Silent {}

    private static final String JOIN = "/join ";
    private static final int LONGEST_NAME = 32;
    private static final int LONGEST_TEXT = 512;

    private final Context<Event> ctx;
    private final Framed client;
    private final ActorRef<Rooms.Message> rooms;
    private Person person;
    private boolean isBehind;
    private int missed;

    Member(Context<Event> ctx, Framed client, ActorRef<Rooms.Message> rooms) {
        this.ctx = ctx;
        this.client = client;
        this.rooms = rooms;
        tell("* your name?");
    }

    @Override
    public void on(ByteString frame) {
        String line = frame.decodeUtf8().strip();
        if (line.length() > (person == null ? LONGEST_NAME : LONGEST_TEXT)) {
            tell("* that is too long");
        } else if (person == null && !line.isEmpty()) {
            person = new Person(line, ctx.self());
            rooms.tell(new Rooms.Message.Enter(person, "lobby"));
        } else if (!line.isEmpty()) {
            obey(line);
        }
    }

    private void obey(String line) {
        if (line.equals("/quit")) {
            client.close();
        } else if (line.startsWith(JOIN)) {
            rooms.tell(new Rooms.Message.Enter(person, line.substring(JOIN.length()).strip()));
        } else {
            rooms.tell(new Rooms.Message.Say(person, line));
        }
    }

    @Override
    public void onEvent(Event event) {
        switch (event) {
            case Heard(var line) -> hear(line);
            case Flow(boolean open) -> behind(!open);
            default -> {} // when the connection is closed, this actor is stopped
        }
    }

    private void hear(String line) {
        if (isBehind) {
            missed++;
        } else {
            tell(line);
        }
    }

    private void behind(boolean value) {
        isBehind = value;
        if (!isBehind && missed > 0) {
            tell("* you missed " + missed + " lines");
            missed = 0;
        }
    }

    @Override
    public void onFailure(FramingException failure) {
        tell("* " + failure.getMessage());
        client.close();
    }

    private void tell(String line) {
        client.send(ByteString.utf8(line));
    }
}
