package dev.sluice.examples.gateway;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last messages. Takes any JSON, and shows {@code {"messages": [...]}}, the oldest first. */
final class Log implements Actor<Log.Message> {
    private static final int MOST_MESSAGES = 100;
    private static final int MOST_CHARACTERS = 256 << 10;

    /** What a log is told. */
    sealed interface Message {}

    record Append(String json) implements Message {}

    record Describe(ActorRef<State> replyTo) implements Message {}

    /** What a client sees. */
    record State(List<RawValue> messages) {}

    static final Kind<Message, State> KIND = new Kind<>("log", body -> new Append(Json.read(body).toString()),
        Describe::new, ctx -> new Log());

    private final Deque<String> messages = new ArrayDeque<>();
    private int characters;

    @Override
    public void on(Message message) {
        switch (message) {
            case Append(var json) -> append(json);
            case Describe(var replyTo) -> replyTo.tell(new State(messages.stream().map(RawValue::new).toList()));
        }
    }

    private void append(String json) {
        messages.addLast(json);
        characters += json.length();
        while (messages.size() > MOST_MESSAGES || characters > MOST_CHARACTERS) {
            characters -= messages.removeFirst().length();
        }
    }
}
