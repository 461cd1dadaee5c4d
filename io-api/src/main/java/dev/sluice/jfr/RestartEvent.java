package dev.sluice.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An actor begins anew. */
@Name("dev.sluice.Restart")
@Label("Restart")
@Category({"Sluice", "Actors"})
@Description("An actor has failed, or was restarted together with one that has, and gets a new instance")
@StackTrace(false)
public final class RestartEvent extends Event {
    @Label("Actor")
    private String actor;
    @Label("Cause")
    @Description("The class of what was thrown")
    private String cause;
    @Label("Cause Message")
    private String causeMessage;
    @Label("Restarts")
    @Description("How often this actor has been restarted, with this time")
    private int restarts;

    private RestartEvent() {}

    /** Tells it, if it is recorded. */
    public static void tell(Object restarted, Throwable thrown, int times) {
        RestartEvent event = new RestartEvent();
        if (event.isEnabled()) {
            event.actor = restarted.toString();
            event.cause = thrown.getClass().getName();
            event.causeMessage = thrown.getMessage();
            event.restarts = times;
            event.commit();
        }
    }
}
