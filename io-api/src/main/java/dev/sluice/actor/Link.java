package dev.sluice.actor;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One side of a link: its owner's wish to share the other's fate. The other has one like it. Each is made by a message to the cell
 * that owns it, so that no lock is needed, and the order in which two cells link each other doesn't matter.
 */
final class Link extends Watch implements Delivery {
    private final Cell<?> owner;
    private final Cell<?> other;
    /** Null: the other's abnormal end is this one's failure. */
    private Function<? super Terminated, ?> mapper;
    private boolean over;

    private Link(Cell<?> owner, Cell<?> other) {
        this.owner = owner;
        this.other = other;
    }

    // ---- in the cell that links, or whom somebody has linked ----

    static void link(Cell<?> cell, Cell<?> other, Function<? super Terminated, ?> mapper) {
        if (cell == other) {
            throw new IllegalArgumentException(cell + " can't be linked to itself");
        }
        ensure(cell, other).mapper = mapper;
        other.post(new Request(cell, Link::ensure));
    }

    static void unlink(Cell<?> cell, Cell<?> other) {
        end(cell, other);
        other.post(new Request(cell, Link::end));
    }

    /** The cell begins anew, and the others are not concerned by it any more. */
    static void unlinkAll(Cell<?> cell) {
        take(cell).forEach(link -> {
            link.end();
            link.other.post(new Request(cell, Link::end));
        });
    }

    /** The cell has ended; the others learn it by their sides of the links. */
    static void endAll(Cell<?> cell) {
        take(cell).forEach(Link::end);
    }

    private static Collection<Link> take(Cell<?> cell) {
        Map<Cell<?>, Link> links = cell.extras().links;
        cell.extras().links = null;
        return links == null ? List.of() : links.values();
    }

    private static Link ensure(Cell<?> cell, Cell<?> other) {
        Extras extras = cell.extras();
        if (extras.links == null) {
            extras.links = new HashMap<>();
        }
        return extras.links.computeIfAbsent(other, absent -> {
            Link link = new Link(cell, other);
            other.post(link);
            return link;
        });
    }

    private static void end(Cell<?> cell, Cell<?> other) {
        Map<Cell<?>, Link> links = cell.extras().links;
        Link link = links == null ? null : links.remove(other);
        if (link != null) {
            link.end();
        }
    }

    private void end() {
        over = true;
        other.post(new Unwatch(this));
    }

    // ---- the other's end ----

    @Override
    void targetStopped(Cell<?> stopped) {
        owner.send(new Envelope(stopped.stopReason(), this));
    }

    @Override
    public Object open(Cell<?> receiver, Object reason) {
        if (over) {
            return null;
        }
        owner.extras().links.remove(other);
        Terminated terminated = new Terminated(other, (Stop) reason);
        if (mapper != null) {
            return Objects.requireNonNull(mapper.apply(terminated), "the function for an end returned null");
        }
        if (reason instanceof Stop.Normal) {
            return null;
        }
        throw new LinkBrokenException(terminated);
    }

    @Override
    public boolean dropped(Object message, DeadLetter.Reason reason) {
        return false;
    }

    /** What the cell that links, or unlinks, wants of the other: to do likewise. */
    private static final class Request extends SystemMessage {
        private final Cell<?> from;
        private final Side side;

        Request(Cell<?> from, Side side) {
            this.from = from;
            this.side = side;
        }

        @Override
        void deliver(Cell<?> cell) {
            side.change(cell, from);
        }
    }

    @FunctionalInterface
    private interface Side {
        void change(Cell<?> owner, Cell<?> other);
    }
}
