package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Owned;
import dev.sluice.loop.Loop;
import java.util.List;

/** The way to a manager's selectors for somebody who isn't the manager. Any thread. */
public final class Placement {
    /** Put this channel on that loop; below 0 = on the least full one. */
    record Asked(Place<?> place, int loop) implements Report, Owned {
        @Override
        public void discard() {
            place.discard();
        }
    }

    private final ActorRef<Report> manager;
    private final List<Loop> loops;

    Placement(ActorRef<Report> manager, List<Loop> loops) {
        this.manager = manager;
        this.loops = loops;
    }

    /** {@return the transport's loops} */
    public List<Loop> loops() {
        return loops;
    }

    /**
     * Puts a channel on the least full loop.
     *
     * @param place the channel; it is refused if the manager has ended
     */
    public void place(Place<?> place) {
        manager.tell(new Asked(place, -1));
    }

    /**
     * Puts a channel on a certain loop; on another if that one's selector ends before it comes to it.
     *
     * @param place the channel; it is refused if the manager has ended
     * @param loop its number among {@link #loops}; begins anew behind the last
     */
    public void placeOn(Place<?> place, int loop) {
        manager.tell(new Asked(place, loop));
    }
}
