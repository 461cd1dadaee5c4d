package dev.sluice.udp;

import dev.sluice.actor.Terminated;

/** All that a bind is told. */
sealed interface BindMessage permits Udp.BindCommand, BindMessage.BinderGone {
    /** Nobody is there any more for whom it is bound. */
    record BinderGone(Terminated how) implements BindMessage {}
}
