package dev.sluice.transport;

/**
 * A place in a ring of objects that are linked through themselves, so that to be in it costs no further object. The one
 * that the ring began with is its head and stands for no member.
 */
class Ring {
    private Ring previous = this;
    private Ring next = this;

    /** Makes a ring of its own. */
    Ring() {}

    /** Also of one that has left: it still knows its way on, for whoever walks along the ring. */
    final Ring next() {
        return next;
    }

    final void enter(Ring head) {
        previous = head;
        next = head.next;
        next.previous = this;
        head.next = this;
    }

    final void leave() {
        previous.next = next;
        next.previous = previous;
    }
}
