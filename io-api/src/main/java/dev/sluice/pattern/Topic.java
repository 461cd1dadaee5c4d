package dev.sluice.pattern;

import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import java.util.Objects;

/**
 * The protocol of a topic: an actor that passes what is published on to all who have subscribed at that moment. Subscribers that
 * stop are forgotten. What is published while there are none is gone, and no dead letter: whoever isn't there misses nothing.
 *
 * <pre>{@code
 * ActorRef<Topic<News>> topic = system.spawn("news", Topic.create());
 * topic.tell(new Topic.Subscribe<>(reader));
 * topic.tell(new Topic.Publish<>(new News("it rains")));
 * ActorRef<News> desk = topic.accepting(Topic.Publish::new);      // for those who only publish
 * }</pre>
 *
 * <p>All subscribers get the messages of one publisher in their order; each gets all messages in the order in which the topic
 * handled them. A restart of the topic forgets its subscribers. A message goes to many, so it must not be {@link
 * dev.sluice.actor.Owned}.
 *
 * @param <M> what is published
 */
public sealed interface Topic<M> {
    /**
     * Makes topics.
     *
     * @param <M> what is published
     * @return to be spawned
     */
    static <M> ActorFactory<Topic<M>> create() {
        return ctx -> Inside.actor(new TopicActor(Inside.context(ctx)));
    }

    /**
     * From now on the subscriber gets what is published. Doing it again changes nothing. If the ref is none of this library's
     * actors, this is a dead letter.
     *
     * @param subscriber who, or a view of it
     * @param <M> what is published
     */
    record Subscribe<M>(ActorRef<? super M> subscriber) implements Topic<M> {
        /** Checks the field. */
        public Subscribe {
            Objects.requireNonNull(subscriber, "subscriber");
        }
    }

    /**
     * From now on the subscriber gets nothing more; what was published before may still arrive.
     *
     * @param subscriber the same ref as had subscribed
     * @param <M> what is published
     */
    record Unsubscribe<M>(ActorRef<? super M> subscriber) implements Topic<M> {
        /** Checks the field. */
        public Unsubscribe {
            Objects.requireNonNull(subscriber, "subscriber");
        }
    }

    /**
     * Goes to all subscribers.
     *
     * @param message what they get
     * @param <M> what is published
     */
    record Publish<M>(M message) implements Topic<M> {
        /** Checks the field. */
        public Publish {
            Objects.requireNonNull(message, "message");
        }
    }
}
