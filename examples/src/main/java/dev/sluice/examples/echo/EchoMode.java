package dev.sluice.examples.echo;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.io.Handler;
import java.util.Locale;

/** How an echo keeps a peer who doesn't read from filling the memory, and the settings that go with it. */
public enum EchoMode {
    /** The connection sees to it. */
    PUSH(new PushEcho(), ConnectionSettings.DEFAULT),
    /** By an ack for each write. */
    ACK(AckEcho::new, ConnectionSettings.DEFAULT.pausesReading(false)),
    /** By asking for each piece of input. */
    PULL(PullEcho::new, ConnectionSettings.DEFAULT.pausesReading(false).reading(Reading.PULL)),
    /** By the marks of the write queue. */
    SUSPEND(new SuspendingEcho(), ConnectionSettings.DEFAULT.pausesReading(false)),
    /** As {@link #PUSH}, without copying the bytes. */
    LEASE(new LeasingEcho(), ConnectionSettings.DEFAULT.leasesReads(true));

    private final Handler handler;
    private final ConnectionSettings settings;

    EchoMode(Handler handler, ConnectionSettings settings) {
        this.handler = handler;
        this.settings = settings;
    }

    /** Makes the handler of a connection. */
    public Handler handler() {
        return handler;
    }

    /** What its connections need. */
    public ConnectionSettings settings() {
        return settings;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
