package dev.sluice.transport.jfr;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A peer has stalled. */
@Name("dev.sluice.Stall")
@Label("Stall")
@Category({"Sluice", "Transport"})
@Description("A connection ends because its peer took nothing of what was queued for it, for longer than stall or idle allow")
@StackTrace(false)
public final class StallEvent extends Event {
    @Label("Local Address")
    private String local;
    @Label("Remote Address")
    private String remote;
    @Label("Queued Bytes")
    @DataAmount
    private long queuedBytes;

    private StallEvent() {}

    /** Tells it, if it is recorded. Any thread. */
    public static void tell(Supplier<?> from, Supplier<?> to, long queued) {
        StallEvent event = new StallEvent();
        if (event.isEnabled()) {
            event.local = Ends.text(from);
            event.remote = Ends.text(to);
            event.queuedBytes = queued;
            event.commit();
        }
    }
}
