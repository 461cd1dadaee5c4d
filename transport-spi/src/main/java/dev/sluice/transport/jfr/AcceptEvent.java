package dev.sluice.transport.jfr;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A connection was accepted. */
@Name("dev.sluice.Accept")
@Label("Accept")
@Category({"Sluice", "Transport"})
@Description("A connection was accepted")
@StackTrace(false)
public final class AcceptEvent extends Event {
    @Label("Local Address")
    private String local;
    @Label("Remote Address")
    private String remote;

    private AcceptEvent() {}

    /** Tells it, if it is recorded. Any thread. */
    public static void tell(Supplier<?> from, Supplier<?> to) {
        AcceptEvent event = new AcceptEvent();
        if (event.isEnabled()) {
            event.local = Ends.text(from);
            event.remote = Ends.text(to);
            event.commit();
        }
    }
}
