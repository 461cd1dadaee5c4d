package dev.sluice.examples.tail;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Result;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import java.nio.file.Path;
import java.time.Duration;

/** Follows files that grow: the entry point, and the messages. */
public final class Tail {
    private Tail() {}

    /** The system's manager: has each file followed by an actor of its own. */
    // tag::manager[]
    public static ActorRef<Follow> get(ActorSystem system) {
        return system.service(Tail.class, Spec.named("tail"), (Context<Follow> ctx) -> follow -> ctx
            .spawn(Message.class, Spec.named("follower"), Follower::new).tell(follow));
    }
    // end::manager[]

    /** All that a follower is told. */
    sealed interface Message {}

    /** What anybody may tell a follower. */
    public sealed interface Command extends Message, DeadLetter.Silent {}

    // tag::follow[]
    /**
     * Tell what is appended to a file. Answered by {@link Following} or {@link Closed}. The end of {@code replyTo} ends it too.
     *
     * @param path the file; may be missing, and is then waited for
     * @param fromStart false = what is there already is not told
     * @param every how often to look whether there is more
     * @param replyTo gets the events; the next bytes only when it has handled the last
     */
    public record Follow(Path path, boolean fromStart, Duration every, ActorRef<? super Event> replyTo)
        implements Message, Owned {
        /** Nobody is there who could follow it. */
        @Override
        public void discard() {
            replyTo.tell(new Closed(path, new IllegalStateException("the manager has stopped")));
        }
    }
    // end::follow[]

    /** Tell nothing more until {@link ResumeReading}; what is under way still comes. */
    public record SuspendReading() implements Command {}

    /** Go on. */
    public record ResumeReading() implements Command {}

    /** Follow it no more. Answered by {@link Closed}. */
    public record Unfollow() implements Command {}

    /** Time to look again. */
    record Look() implements Message, DeadLetter.Silent {}

    /** Somebody has looked. */
    record Looked(Result<GrowingFile.Look> result) implements Message {}

    /** What was told last is handled. */
    record Handled() implements Message, DeadLetter.Silent {}

    // tag::events[]
    /** What becomes of a file. */
    public sealed interface Event extends Shareable {}

    /** From here on nothing is missed. */
    public record Following(ActorRef<Command> follower, Path path) implements Event {}

    /** These bytes follow. */
    public record Appended(ByteString data) implements Event {}

    /** The file was truncated, or another one has taken its place: what follows is told from its start. */
    public record StartedOver(Path path) implements Event {}

    /** The last event. Its cause is null if that was wanted. */
    public record Closed(Path path, Exception cause) implements Event {}
    // end::events[]
}
