package dev.sluice.transport.contract;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Event;

/** A handler in a datagram history: writes down what it is told, and blames what should not be. */
final class DatagramRecorder implements Actor<Event> {
    /** The endpoint has ended. */
    private record Gone(Terminated how) implements Endpoint.Extension {}

    private final DatagramBooks books;
    private final Parcels.Reader reader;
    private Endpoint.Closed closed;
    private Endpoint.Flow flow;
    private boolean gone;

    DatagramRecorder(DatagramBooks books) {
        this.books = books;
        this.reader = books.reader();
    }

    Actor<Event> in(Context<Event> ctx, ActorRef<Endpoint.Command> endpoint) {
        ctx.watch(endpoint, Gone::new);
        return this;
    }

    /** Null = it was not told of an end. */
    Endpoint.Closed closed() {
        return closed;
    }

    @Override
    public void on(Event event) {
        if (closed != null && !(event instanceof Gone)) {
            books.blame("after Closed came " + event);
        }
        switch (event) {
            case Endpoint.Received(var data, var sender) -> {
                books.batch(false);
                books.received(data.toByteArray(), reader);
            }
            case Endpoint.ReceivedAll(var datagrams) -> {
                books.batch(true);
                datagrams.forEach(each -> books.received(each.data().toByteArray(), reader));
            }
            case Endpoint.Truncated(var data, var sender) -> books.receivedInPart(data.toByteArray(), reader);
            case Endpoint.NetworkError(var cause) -> books.networkError();
            case Endpoint.Flow next -> flow(next);
            case Endpoint.CommandFailed failure -> books.failed(failure);
            case Endpoint.Closed end -> closed(end);
            case Gone nobody -> gone = true;
            default -> books.blame("what is that? " + event);
        }
    }

    private void flow(Endpoint.Flow next) {
        if (next.equals(flow) || flow == null && next.open()) {
            books.blame(next + " was told twice");
        }
        flow = next;
    }

    private void closed(Endpoint.Closed end) {
        if (gone && !DatagramBooks.isLate(end)) {
            books.blame("Closed came after Terminated");
        }
        closed = end;
    }
}
