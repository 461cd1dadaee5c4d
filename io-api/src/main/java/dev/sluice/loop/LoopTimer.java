package dev.sluice.loop;

import dev.sluice.runtime.TimerHeap;

/** A call that waits in a loop's heap; other threads reach the heap by a task. */
final class LoopTimer extends TimerHeap.Entry implements Timer {
    private final Loop loop;
    private final TimerHeap heap;
    private final Runnable task;
    private volatile boolean cancelled;

    LoopTimer(Loop loop, TimerHeap heap, Runnable task) {
        this.loop = loop;
        this.heap = heap;
        this.task = task;
    }

    void arm(long deadline) {
        if (loop.inLoop()) {
            heap.add(this, deadline);
        } else {
            loop.offer(() -> armUnlessCancelled(deadline));
        }
    }

    private void armUnlessCancelled(long deadline) {
        if (!cancelled) {
            heap.add(this, deadline);
        }
    }

    @Override
    protected void fire() {
        if (!cancelled) {
            loop.guarded(task);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (loop.inLoop()) {
            heap.remove(this);
        } else {
            loop.offer(() -> heap.remove(this));
        }
    }
}
