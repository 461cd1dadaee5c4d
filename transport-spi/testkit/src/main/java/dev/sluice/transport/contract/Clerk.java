package dev.sluice.transport.contract;

import dev.sluice.actor.Actor;
import dev.sluice.io.Endpoint.Event;

/** Who is told what has become of what was sent; never stopped. */
final class Clerk implements Actor<Event> {
    private final DatagramBooks books;

    Clerk(DatagramBooks books) {
        this.books = books;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Sends.Acked(int id) -> books.sends().done(id);
            case Sends.Failed(int id, var failure) -> books.sends().failed(id, failure);
            default -> books.blame("what is that to a clerk? " + event);
        }
    }
}
