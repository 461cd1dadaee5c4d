package dev.sluice.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A message was lost. */
@Name("dev.sluice.DeadLetter")
@Label("Dead Letter")
@Category({"Sluice", "Actors"})
@Description("A message was not handled")
@StackTrace(false)
public final class DeadLetterEvent extends Event {
    @Label("Target")
    private String target;
    @Label("Message")
    @Description("The class of what was lost")
    private String message;
    @Label("Reason")
    private String reason;

    private DeadLetterEvent() {}

    /** Tells it, if it is recorded. Any thread. */
    public static void tell(Object receiver, Object lost, Enum<?> why) {
        DeadLetterEvent event = new DeadLetterEvent();
        if (event.isEnabled()) {
            event.target = String.valueOf(receiver);
            event.message = lost.getClass().getName();
            event.reason = why.name();
            event.commit();
        }
    }
}
