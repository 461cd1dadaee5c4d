package dev.sluice.tcp;

import dev.sluice.actor.Owned;
import dev.sluice.actor.Result;
import dev.sluice.transport.Report;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** All that the manager is told: commands, and what comes from those who work for it. */
sealed interface TcpMessage
    permits Tcp.Command, TcpMessage.Reported, TcpMessage.Try, TcpMessage.LookedUp, TcpMessage.LookUpLate {

    /** From a selector. */
    record Reported(Report report) implements TcpMessage {}

    /** A look-up has ended. */
    record LookedUp(LookUp lookUp, Result<InetAddress[]> result) implements TcpMessage {}

    /** A look-up takes longer than its command may. */
    record LookUpLate(LookUp lookUp) implements TcpMessage {}

    /**
     * Try to connect: what is left to do of a command.
     *
     * @param command the command
     * @param since when it came, by {@link System#nanoTime}
     * @param left addresses that were not tried yet
     * @param failure the first failure so far; the others are suppressed in it
     */
    record Try(Tcp.Connect command, long since, List<InetSocketAddress> left, Exception failure)
        implements TcpMessage, Owned {

        InetSocketAddress next() {
            return left.get(0);
        }

        boolean isLate() {
            return !command.settings().timeout().isZero() && remaining().isNegative();
        }

        /** Each address that is left gets an equal part of the time that is left; zero = for ever. */
        Duration share() {
            return command.settings().timeout().isZero()
                ? Duration.ZERO
                : remaining().dividedBy(left.size()).plusNanos(1);
        }

        private Duration remaining() {
            return command.settings().timeout().minusNanos(System.nanoTime() - since);
        }

        Try afterwards(Exception cause) {
            if (failure != null) {
                failure.addSuppressed(cause);
            }
            return new Try(command, since, left.subList(1, left.size()), failure == null ? cause : failure);
        }

        @Override
        public void discard() {
            command.discard();
        }
    }

    /** A look-up under way; an identity. */
    final class LookUp {
        final Tcp.Command command;
        final String host;
        final int port;
        final long since = System.nanoTime();

        LookUp(Tcp.Command command, InetSocketAddress address) {
            this.command = command;
            this.host = address.getHostString();
            this.port = address.getPort();
        }
    }
}
