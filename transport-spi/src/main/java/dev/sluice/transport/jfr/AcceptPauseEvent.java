package dev.sluice.transport.jfr;

import java.net.SocketAddress;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A listener pauses. */
@Name("dev.sluice.AcceptPause")
@Label("Accept Pause")
@Category({"Sluice", "Transport"})
@Description("A listener stopped accepting for a while")
@StackTrace(false)
public final class AcceptPauseEvent extends Event {
    @Label("Local Address")
    private String local;
    @Label("Cause")
    private String cause;

    private AcceptPauseEvent() {}

    /** Tells it, if it is recorded. Any thread. */
    public static void tell(SocketAddress at, Throwable why) {
        AcceptPauseEvent event = new AcceptPauseEvent();
        if (event.isEnabled()) {
            event.local = String.valueOf(at);
            event.cause = String.valueOf(why);
            event.commit();
        }
    }
}
