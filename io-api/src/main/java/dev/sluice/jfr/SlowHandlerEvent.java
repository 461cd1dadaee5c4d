package dev.sluice.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A handler took long. It is told when it returns: for those that don't, see the tree of the system. */
@Name("dev.sluice.SlowHandler")
@Label("Slow Handler")
@Category({"Sluice", "Actors"})
@Description("An actor took long for one message, and kept its thread from the others")
@Threshold("20 ms")
@StackTrace(false)
public final class SlowHandlerEvent extends Event {
    /** As long as nobody has started a recording its answer is a constant, which the compiler folds. */
    private static final SlowHandlerEvent PROBE = new SlowHandlerEvent();

    @Label("Actor")
    private String actor;
    @Label("Message")
    @Description("The class of what was handled, or what else it was")
    private String message;

    private SlowHandlerEvent() {}

    /** Whether it is worth measuring. */
    public static boolean isRecorded() {
        return PROBE.isEnabled();
    }

    /** Measures from here. */
    public static SlowHandlerEvent started() {
        SlowHandlerEvent event = new SlowHandlerEvent();
        event.begin();
        return event;
    }

    /** Measures to here; told if it was longer than the threshold. */
    public void ended(Object handler, Object handled) {
        end();
        if (shouldCommit()) {
            actor = handler.toString();
            message = handled instanceof String what ? what : handled.getClass().getName();
            commit();
        }
    }
}
