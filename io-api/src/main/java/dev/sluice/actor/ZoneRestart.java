package dev.sluice.actor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A restart of several siblings, led by their parent: first down, the youngest first, then up, the oldest first, always one after
 * the other.
 *
 * <pre>
 *   failed member             parent                     other members
 *      │ Begin ───────────────► │
 *      │                        │ Suspend ───────────────► │ stopping hook, children, back-off
 *      │                        │ ◄────────────── Suspended │
 *      │ Suspended ───────────► │   … until all are down
 *      │ ◄───────────────── Go  │
 *      │ Running ─────────────► │ Go ────────────────────► │ … until all are up
 * </pre>
 *
 * A member that fails on the way begins another one, which takes over the members of this one. What members still say about this
 * one is then of no interest.
 */
final class ZoneRestart {
    private final Cell<?> failed;
    private final Throwable cause;
    private final Directive.Scope scope;
    // ---- the parent's, from here on ----
    private final Set<Cell<?>> members = new LinkedHashSet<>();
    private final Deque<Cell<?>> next = new ArrayDeque<>();
    private Cell<?> awaited;
    private boolean up;

    ZoneRestart(Cell<?> failed, Throwable cause, Directive.Scope scope) {
        this.failed = failed;
        this.cause = cause;
        this.scope = scope;
    }

    // ---- from the members ----

    void begin() {
        failed.parent.post(new SystemMessage.Step(() -> lead(failed.parent)));
    }

    void suspended(Cell<?> member) {
        member.parent.post(new SystemMessage.Step(() -> down(member)));
    }

    void running(Cell<?> member) {
        member.parent.post(new SystemMessage.Step(() -> up(member)));
    }

    // ---- in the parent ----

    private void lead(Cell<?> parent) {
        if (parent.isEnding() || failed.isClosed()) {
            return;
        }
        ZoneRestart before = parent.restarts().led;
        parent.restarts().led = this;
        boolean later = scope == Directive.Scope.ALL;
        for (Cell<?> child : parent.children()) {
            later |= child == failed;
            if (later || (before != null && before.members.contains(child))) {
                members.add(child);
            }
        }
        members.forEach(next::push);
        goDown();
    }

    private boolean isCurrent() {
        return failed.parent.restarts().led == this;
    }

    private void goDown() {
        awaited = next.poll();
        if (awaited == null) {
            up = true;
            next.addAll(members);
            goUp();
        } else {
            Cell<?> member = awaited; // also the one that failed: an earlier zone may have taken it over meanwhile
            member.post(new SystemMessage.Step(() -> member.suspendFor(this)));
        }
    }

    private void down(Cell<?> member) {
        if (isCurrent() && !up && member == awaited) {
            goDown();
        }
    }

    private void goUp() {
        awaited = next.poll();
        if (awaited == null) {
            failed.parent.restarts().led = null;
        } else {
            Cell<?> member = awaited;
            member.post(new SystemMessage.Step(() -> member.resumeFrom(this)));
        }
    }

    private void up(Cell<?> member) {
        if (isCurrent() && up && member == awaited) {
            goUp();
        }
    }

    /** A child of the parent has ended, member or not. */
    void ended(Cell<?> child) {
        members.remove(child);
        next.remove(child);
        if (child == awaited) {
            if (up) {
                goUp();
            } else {
                goDown();
            }
        }
    }

    Throwable cause() {
        return cause;
    }
}
