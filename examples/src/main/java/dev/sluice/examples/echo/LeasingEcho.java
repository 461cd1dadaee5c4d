package dev.sluice.examples.echo;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;

/**
 * Writes what it receives from the very buffer that it was read into. Writing moves the lease, so that there is nothing to release
 * here. Worth it for bulk data; needs a connection with {@link ConnectionSettings#leasesReads()}.
 */
public final class LeasingEcho implements Handler {
    @Override
    public Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection) {
        return event -> {
            if (event instanceof Leased(var lease)) {
                connection.tell(new WriteLease(lease));
            }
        };
    }
}
