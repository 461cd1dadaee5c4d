package dev.sluice.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A bounded mailbox had no room. */
@Name("dev.sluice.MailboxOverflow")
@Label("Mailbox Overflow")
@Category({"Sluice", "Actors"})
@Description("A bounded mailbox was full when a message came; its policy says what became of it")
@StackTrace(false)
public final class MailboxOverflowEvent extends Event {
    @Label("Actor")
    private String actor;
    @Label("Message")
    @Description("The class of what came")
    private String message;
    @Label("Capacity")
    private int capacity;

    private MailboxOverflowEvent() {}

    /** Tells it, if it is recorded. Any thread. */
    public static void tell(Object receiver, Object came, int room) {
        MailboxOverflowEvent event = new MailboxOverflowEvent();
        if (event.isEnabled()) {
            event.actor = receiver.toString();
            event.message = came.getClass().getName();
            event.capacity = room;
            event.commit();
        }
    }
}
