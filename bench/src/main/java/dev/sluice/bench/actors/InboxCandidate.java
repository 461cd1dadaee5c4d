package dev.sluice.bench.actors;

import dev.sluice.runtime.Inbox;
import dev.sluice.runtime.Node;

/** The product's inbox, extended as a cell extends it. */
final class InboxCandidate extends Inbox implements MailboxCandidate {
    @Override
    public boolean tell(Object message) {
        return push(new Message(message, null)) == Push.WAKE;
    }

    @Override
    public Object next() {
        Message next = (Message) poll();
        return next == null ? null : next.message;
    }

    @Override
    public boolean rest() {
        return sleep();
    }

    private static final class Message extends Node {
        final Object message;
        final Object delivery;

        Message(Object message, Object delivery) {
            this.message = message;
            this.delivery = delivery;
        }
    }
}
