package dev.sluice.transport.jfr;

import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionFigures;
import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection was closed. */
@Name("dev.sluice.Close")
@Label("Close")
@Category({"Sluice", "Transport"})
@Description("A connection was closed")
@StackTrace(false)
public final class CloseEvent extends Event {
    @Label("Local Address")
    private String local;
    @Label("Remote Address")
    private String remote;
    @Label("Reason")
    private String reason;
    @Label("Cause")
    @Description("What failed, if something did")
    private String cause;
    @Label("Bytes Read")
    @DataAmount
    private long bytesRead;
    @Label("Reads")
    private long reads;
    @Label("Bytes Written")
    @DataAmount
    private long bytesWritten;
    @Label("Writes")
    private long writes;
    @Label("Refused Writes")
    private long refused;

    private CloseEvent() {}

    /** Tells it, if it is recorded. Any thread. */
    public static void tell(Supplier<?> from, Supplier<?> to, Reason why, ConnectionFigures done) {
        CloseEvent event = new CloseEvent();
        if (event.isEnabled()) {
            event.local = Ends.text(from);
            event.remote = Ends.text(to);
            event.reason = why.getClass().getSimpleName();
            event.cause = why instanceof Reason.ByError(Throwable error) ? error.toString() : null;
            event.bytesRead = done.bytesRead();
            event.reads = done.reads();
            event.bytesWritten = done.bytesWritten();
            event.writes = done.writes();
            event.refused = done.refused();
            event.commit();
        }
    }
}
