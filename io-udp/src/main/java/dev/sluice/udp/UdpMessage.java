package dev.sluice.udp;

import dev.sluice.actor.Result;
import dev.sluice.transport.Report;

/** All that the manager is told: commands, and what comes from those who work for it. */
sealed interface UdpMessage permits Udp.Command, UdpMessage.Reported, UdpMessage.LookedUp {

    /** From a selector. */
    record Reported(Report report) implements UdpMessage {}

    /** The look-up of a command's name has ended. */
    record LookedUp(Udp.Command command, Result<Names.Addresses> result) implements UdpMessage {}
}
