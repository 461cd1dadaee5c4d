package dev.sluice.transport.jfr;

import java.time.Duration;
import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A connection was opened from here, or could not be. */
@Name("dev.sluice.Connect")
@Label("Connect")
@Category({"Sluice", "Transport"})
@Description("A connection was opened, or could not be")
@StackTrace(false)
public final class ConnectEvent extends Event {
    @Label("Local Address")
    private String local;
    @Label("Remote Address")
    private String remote;
    @Label("Took")
    @Timespan
    private long took;
    @Label("Failure")
    @Description("Why it could not be opened, if so")
    private String failure;

    private ConnectEvent() {}

    /** Tells it, if it is recorded; the cause is null if it is open. Any thread. */
    public static void tell(Supplier<?> from, Supplier<?> to, Duration time, Throwable cause) {
        ConnectEvent event = new ConnectEvent();
        if (event.isEnabled()) {
            event.local = Ends.text(from);
            event.remote = Ends.text(to);
            event.took = time.toNanos();
            event.failure = cause == null ? null : cause.toString();
            event.commit();
        }
    }
}
