package dev.sluice.actor;

import dev.sluice.runtime.Node;

/** What the runtime tells a cell, in its urgent lane: never dropped, and seen before the next user message. */
abstract class SystemMessage extends Node {
    /** In the cell. */
    abstract void deliver(Cell<?> cell);

    /** The cell has ended; on the sender's thread, or on the cell's last activation. */
    void refused(Cell<?> cell) {}

    /** Something that goes on in the cell. */
    static final class Step extends SystemMessage {
        private final Runnable step;

        Step(Runnable step) {
            this.step = step;
        }

        @Override
        void deliver(Cell<?> cell) {
            step.run();
        }
    }

    /** Any stop but a {@link Kill}. */
    static final class StopRequest extends SystemMessage {
        private static final Stop NORMAL = new Stop.Normal();

        @Override
        void deliver(Cell<?> cell) {
            cell.stopNow(NORMAL);
        }
    }

    /** A child that was spawned from outside, into a guardian. */
    static final class ChildStarted extends SystemMessage {
        private final Cell<?> child;

        ChildStarted(Cell<?> child) {
            this.child = child;
        }

        @Override
        void deliver(Cell<?> cell) {
            cell.adopt(child);
        }

        @Override
        void refused(Cell<?> cell) {
            child.post(new StopRequest());
        }
    }

    static final class ChildStopped extends SystemMessage {
        private final Cell<?> child;

        ChildStopped(Cell<?> child) {
            this.child = child;
        }

        @Override
        void deliver(Cell<?> cell) {
            cell.childStopped(child);
        }
    }

    static final class HoldExpired extends SystemMessage {
        private final int holder;

        HoldExpired(int holder) {
            this.holder = holder;
        }

        @Override
        void deliver(Cell<?> cell) {
            cell.holdExpired(holder);
        }
    }

    static final class HoldReleased extends SystemMessage {
        private final int holder;

        HoldReleased(int holder) {
            this.holder = holder;
        }

        @Override
        void deliver(Cell<?> cell) {
            cell.holdReleased(holder);
        }
    }
}
