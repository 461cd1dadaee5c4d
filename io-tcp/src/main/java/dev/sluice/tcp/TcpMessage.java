package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Result;
import dev.sluice.transport.Place;
import dev.sluice.transport.Report;

/** All that the manager is told: commands, and what comes from those who work for it. */
sealed interface TcpMessage
    permits Tcp.Command, TcpMessage.Reported, TcpMessage.Put, TcpMessage.Dialled, TcpMessage.LookedUp {

    /** From a selector. */
    record Reported(Report report) implements TcpMessage {}

    /** Put a connection on a loop. */
    record Put(Place<?> place) implements TcpMessage, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }

    /** A connect is over, one way or the other. */
    record Dialled(Tcp.Connect command, ActorRef<DialMessage> dial) implements TcpMessage {}

    /** The look-up of where to listen has ended. */
    record LookedUp(Tcp.Bind bind, Result<Names.Addresses> result) implements TcpMessage {}
}
