package dev.sluice.actor;

import java.util.List;

/**
 * Who stands around a cell: its parent, its children, and those who watch it. All but the parent belongs to the cell's turns.
 */
abstract class Kin extends Activation {
    final Cell<?> parent;
    final Spec spec;
    /** The siblings before and after; these two belong to the parent. */
    Cell<?> elder;
    Cell<?> younger;
    private Watch watchers;
    /** See {@link Watches}. */
    Object watches;
    private Extras extras;

    Kin(Cell<?> parent, Spec spec) {
        this.parent = parent;
        this.spec = spec;
    }

    final Extras extras() {
        if (extras == null) {
            extras = new Extras();
        }
        return extras;
    }

    /** How often it was restarted. Any thread, which may see it late. */
    final int incarnation() {
        Extras known = extras;
        return known == null ? 0 : known.incarnation();
    }

    /** False if nothing out of the ordinary was ever asked of this cell. */
    final boolean hasExtras() {
        return extras != null;
    }

    // ---- children ----

    final boolean hasChildren() {
        return extras != null && extras.hasChildren();
    }

    final List<Cell<?>> children() {
        return hasChildren() ? extras.children().list() : List.of();
    }

    /** Asks all of them, or the youngest if they stop in order. False if there are none. */
    final boolean stopChildren() {
        if (!hasChildren()) {
            return false;
        }
        if (spec.isStoppingInOrder()) {
            stop(extras().children().youngest());
        } else {
            children().forEach(Kin::stop);
        }
        return true;
    }

    private static void stop(Cell<?> child) {
        child.post(new SystemMessage.StopRequest());
    }

    /** If they stop in order, the next one is asked. */
    final boolean isLastChildGone() {
        return !(spec.isStoppingInOrder() ? stopChildren() : hasChildren());
    }

    // ---- watchers ----

    final void addWatcher(Watch watch) {
        watch.later = watchers;
        if (watchers != null) {
            watchers.earlier = watch;
        }
        watchers = watch;
    }

    final void removeWatcher(Watch watch) {
        if (watch.earlier != null) {
            watch.earlier.later = watch.later;
        } else if (watchers == watch) {
            watchers = watch.later;
        }
        if (watch.later != null) {
            watch.later.earlier = watch.earlier;
        }
    }

    final void tellWatchers(Cell<?> stopped) {
        for (Watch watch = watchers; watch != null; watch = watch.later) {
            watch.targetStopped(stopped);
        }
        watchers = null;
    }
}
