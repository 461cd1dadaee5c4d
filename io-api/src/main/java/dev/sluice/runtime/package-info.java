/**
 * The concurrent parts on which loops and actors stand, and the only place that names {@code VarHandle}. Not exported.
 *
 * <p>An {@link dev.sluice.runtime.Inbox} is a many-to-one queue that also knows whether its consumer sleeps: that is the
 * wake-up word of a loop and the scheduling word of an actor in one. A {@link dev.sluice.runtime.Lanes} adds the urgent
 * lane and the signal bits of an actor. {@link dev.sluice.runtime.NodeQueue} and {@link dev.sluice.runtime.TimerHeap}
 * belong to one thread.
 */
package dev.sluice.runtime;
