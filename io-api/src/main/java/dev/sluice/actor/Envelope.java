package dev.sluice.actor;

import dev.sluice.runtime.Node;

/** A message in a mailbox: the one object that a tell allocates. */
final class Envelope extends Node {
    final Object message;
    /** Null for a plain message. */
    final Delivery delivery;

    Envelope(Object message, Delivery delivery) {
        this.message = message;
        this.delivery = delivery;
    }

    /** Whether a bounded mailbox counts it, and so may refuse or drop it. */
    boolean isCounted() {
        return origin() == Delivery.Origin.USER;
    }

    Delivery.Origin origin() {
        return delivery == null ? Delivery.Origin.USER : delivery.origin();
    }
}
