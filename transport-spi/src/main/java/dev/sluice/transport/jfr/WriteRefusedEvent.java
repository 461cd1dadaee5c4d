package dev.sluice.transport.jfr;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A write was refused. */
@Name("dev.sluice.WriteRefused")
@Label("Write Refused")
@Category({"Sluice", "Transport"})
@Description("The queue of a connection was full, or its writing suspended, when a write came")
@StackTrace(false)
public final class WriteRefusedEvent extends Event {
    @Label("Local Address")
    private String local;
    @Label("Remote Address")
    private String remote;
    @Label("Queued Bytes")
    @DataAmount
    private long queuedBytes;
    @Label("Queued Writes")
    private int queuedWrites;

    private WriteRefusedEvent() {}

    /** Tells it, if it is recorded. Any thread. */
    public static void tell(Supplier<?> from, Supplier<?> to, long bytes, int writes) {
        WriteRefusedEvent event = new WriteRefusedEvent();
        if (event.isEnabled()) {
            event.local = Ends.text(from);
            event.remote = Ends.text(to);
            event.queuedBytes = bytes;
            event.queuedWrites = writes;
            event.commit();
        }
    }
}
