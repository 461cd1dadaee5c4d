package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.testkit.Peer;
import java.util.Objects;
import org.junit.jupiter.api.Nested;

/**
 * What every byte-stream connection does, whatever carries it: {@link Connection} as tests. To be extended by whoever opens
 * connections in a way of his own.
 *
 * <p>Each test has an actor system of its own, and opens one connection in it. No test depends on how long anything takes.
 */
public abstract class ConnectionContract {
    /** For subclasses. */
    protected ConnectionContract() {}

    /**
     * A connection under test.
     *
     * @param connection where its commands go; null is allowed if it was opened with handlers
     * @param peer its other end
     */
    public record Ends(ActorRef<Connection.Command> connection, Peer peer) {
        /** Checks the peer. */
        public Ends {
            Objects.requireNonNull(peer, "peer");
        }
    }

    /**
     * Opens a connection.
     *
     * @param system where it lives
     * @param settings of the connection
     * @param handlers makes its handler; null = it waits for {@link Connection.Register}
     * @return the connection, open on the peer's side at least
     * @throws Exception fails the test
     */
    protected abstract Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception;

    /**
     * How much a peer may send, or be sent, that nobody reads: all buffers in between, at the most. The tests send more than that to
     * see a writer blocked, so it pays to have small ones.
     *
     * @return bytes
     */
    protected int capacity() {
        return 8 << 20;
    }

    /**
     * Whether a peer notices a reset, and can cause one. If not, some tests are left out, and others expect an end instead.
     *
     * @return true unless the transport has nothing like it
     */
    protected boolean knowsReset() {
        return true;
    }

    /**
     * The settings of each test's system.
     *
     * @return one loop, unless this is overridden
     */
    protected Settings system() {
        return Settings.named("contract").loops(1).poolThreads(1);
    }

    /** Called after each test, when its system has ended: the moment to look for what was left behind. */
    protected void ended() {}

    @Nested
    class Reading extends ReadingRules {
        Reading() {
            super(ConnectionContract.this);
        }
    }

    @Nested
    class Writing extends WritingRules {
        Writing() {
            super(ConnectionContract.this);
        }
    }

    @Nested
    class Closing extends ClosingRules {
        Closing() {
            super(ConnectionContract.this);
        }
    }

    @Nested
    class Ending extends EndingRules {
        Ending() {
            super(ConnectionContract.this);
        }
    }

    @Nested
    class Handling extends HandlingRules {
        Handling() {
            super(ConnectionContract.this);
        }
    }

    @Nested
    class Deadlines extends DeadlineRules {
        Deadlines() {
            super(ConnectionContract.this);
        }
    }
}
