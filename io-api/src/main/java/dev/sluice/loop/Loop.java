package dev.sluice.loop;

import dev.sluice.runtime.Inbox;
import dev.sluice.runtime.Node;
import dev.sluice.runtime.TimerHeap;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that polls for readiness, runs what has something to do, fires timers, and polls again.
 *
 * <p>Made by {@link #threaded}, it has a thread of its own, which starts with the first task, blocks inside the poller when
 * there is nothing to do, and survives whatever a task throws. Made by {@link #stepped}, it is an Agrona {@link Agent} that
 * somebody else's duty cycle steps by {@link #doWork}; then it never blocks.
 *
 * <p>Any thread may call {@link #execute}, {@link #schedule}, {@link #inLoop}, {@link #nanoTime} and {@link #close}; all
 * else belongs to the loop's thread.
 */
public final class Loop implements Agent, Executor, Scheduler, AutoCloseable {
    private static final int LAST_TURNS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final long spinNanos;
    private final boolean threaded;
    private final Inbox inbox = new Inbox();
    private final TaskLine ready = new TaskLine(this::guarded);
    private final TimerHeap timers = new TimerHeap();
    private final SequencedMap<Class<?>, Object> resources = new LinkedHashMap<>();
    private final PollerSlot slot = new PollerSlot(this);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Thread thread;
    private final TurnMeter meter = new TurnMeter(System.nanoTime());
    private boolean closing;
    private long lastWork;

    private Loop(String name, long spinNanos, boolean threaded) {
        this.name = name;
        this.spinNanos = spinNanos;
        this.threaded = threaded;
    }

    /**
     * A loop with a thread of its own. The thread is no daemon: it keeps the JVM alive until {@link #close}.
     *
     * @param name the thread's name
     * @param spin how long the loop polls without blocking after it last had something to do, before it blocks; zero = it
     *        blocks at once
     * @return a loop whose thread starts with the first task
     */
    public static Loop threaded(String name, Duration spin) {
        if (spin.isNegative()) {
            throw new IllegalArgumentException("spin is negative: " + spin);
        }
        return new Loop(Objects.requireNonNull(name, "name"), spin.toNanos(), true);
    }

    /**
     * A loop without a thread: the caller runs {@link #onStart} once, {@link #doWork} again and again, and {@link #onClose}
     * at the end, all on one thread.
     *
     * @param name what {@link #roleName} tells
     * @return a loop that never blocks
     */
    public static Loop stepped(String name) {
        return new Loop(Objects.requireNonNull(name, "name"), 0, false);
    }

    /**
     * Whether the caller is on this loop.
     *
     * @return true on the loop's thread
     */
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /**
     * Runs a task on the loop, after those that came before it from the same thread.
     *
     * @param task must not block; what it throws is logged, and the loop goes on
     * @throws RejectedExecutionException if the loop is closed
     */
    @Override
    public void execute(Runnable task) {
        if (!offer(task)) {
            throw rejected();
        }
    }

    /**
     * Like {@link #execute}, for tasks that lose their meaning with the loop. Any thread.
     *
     * @param task must not block; what it throws is logged, and the loop goes on
     * @return false if the loop is closed: the task will not run
     */
    public boolean offer(Runnable task) {
        Node node = node(task);
        if (inLoop()) {
            ready.add(node);
            return true;
        }
        return push(node);
    }

    /**
     * Runs a task on the loop before those that were given to {@link #execute}, and after those that came this way before it
     * from the same thread. So that the others are not kept waiting for ever, one of them runs after 16 that go first.
     *
     * @param task must not block; what it throws is logged, and the loop goes on
     * @throws RejectedExecutionException if the loop is closed
     */
    public void executeFirst(Runnable task) {
        Node node = node(task);
        if (inLoop()) {
            ready.addAhead(node);
        } else if (!push(new Ahead(node))) {
            throw rejected();
        }
    }

    /**
     * Runs an actor, or whatever else has been woken: like {@link #execute}, unless the task that has woken it has asked for {@link
     * #wakeNext}.
     *
     * @param task must not block; what it throws is logged, and the loop goes on
     * @throws RejectedExecutionException if the loop is closed
     */
    public void executeWoken(Runnable task) {
        if (inLoop()) {
            ready.addWoken(node(task));
        } else {
            execute(task);
        }
    }

    /**
     * Asks that what the running task wakes from here on, and what these wake, runs next, before others that wait: for a task that has
     * brought much data into the processor's caches, where it is lost when all others come first. So that they are not kept waiting for
     * ever, one of them runs after 4 of these. Loop thread only; where no task runs, as in a timer, it does nothing.
     */
    public void wakeNext() {
        requireInLoop();
        ready.wakeNext();
    }

    private static Node node(Runnable task) {
        return task instanceof Node node ? node : new Task(Objects.requireNonNull(task, "task"));
    }

    private RejectedExecutionException rejected() {
        return new RejectedExecutionException("loop " + name + " is closed");
    }

    private boolean push(Node node) {
        Inbox.Push pushed = inbox.push(node);
        if (pushed == Inbox.Push.WAKE) {
            wakeUp();
        }
        return pushed != Inbox.Push.CLOSED;
    }

    private void wakeUp() {
        if (threaded && thread == null) {
            start();
        } else {
            slot.poller().wakeUp();
        }
    }

    /** Only the one producer that finds the inbox asleep comes here, so a thread can't be started twice. */
    private void start() {
        Thread fresh = new Thread(this::run, name);
        fresh.setDaemon(false); // whoever gives the first task
        thread = fresh;
        fresh.start();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        LoopTimer timer = new LoopTimer(this, timers, Objects.requireNonNull(task, "task"));
        timer.arm(System.nanoTime() + Math.max(0, delayNanos));
        return timer;
    }

    /**
     * For how long this loop has kept its sockets and timers waiting lately, at the worst: the longest turn of the last one to
     * two seconds, from the end of one look at the poller to the beginning of the next. A turn that is still going on counts
     * with its time so far, so that a task that blocks shows while it does. The time in which the loop waits is no part of it,
     * and neither is the time between two calls of {@link #doWork}. Any thread.
     *
     * @return zero if the loop has had nothing to run
     */
    public Duration lag() {
        return Duration.ofNanos(meter.longest(System.nanoTime()));
    }

    /**
     * The loop's poller, installed by whoever comes first. Loop thread only.
     *
     * @param type what poller is needed
     * @param factory makes one, if the loop still has none that watches anything
     * @param <P> what poller is needed
     * @return the poller of this loop
     * @throws IllegalStateException if the loop has a poller of another type: that transport needs a loop of its own
     */
    public <P extends Poller> P poller(Class<P> type, Supplier<? extends P> factory) {
        requireInLoop();
        return slot.install(type, factory);
    }

    /**
     * Something of which each loop has one, such as the buffers that its channels share. Loop thread only. Closed with the
     * loop if it is {@link AutoCloseable}.
     *
     * @param type its key
     * @param factory makes it at the first call
     * @param <T> its type
     * @return this loop's own
     */
    public <T> T resource(Class<T> type, Supplier<? extends T> factory) {
        requireInLoop();
        Object known = resources.get(type);
        if (known == null) {
            known = factory.get(); // which may ask for another resource
            resources.put(type, known);
        }
        return type.cast(known);
    }

    /**
     * Asks to be told when the poller breaks. By then it is closed, and nothing that it watched will be signalled any more;
     * {@link #poller} installs a new one. Loop thread only.
     *
     * @param watcher called on the loop with the cause
     * @return takes the request back, on the loop
     */
    public Runnable onPollerLost(Consumer<? super IOException> watcher) {
        requireInLoop();
        return slot.watch(watcher);
    }

    private void requireInLoop() {
        if (!inLoop()) {
            throw new IllegalStateException(
                "not on loop " + name + " but on thread " + Thread.currentThread().getName());
        }
    }

    // ---- the duty cycle ----

    @Override
    public void onStart() {
        thread = Thread.currentThread();
        inbox.wake();
    }

    @Override
    public int doWork() {
        return turn(false);
    }

    @Override
    public String roleName() {
        return name;
    }

    private void run() {
        onStart();
        while (!closing) {
            try {
                turn(true);
            } catch (Throwable e) {
                LOG.error("loop {} goes on after a failed turn", name, e);
            }
        }
        try {
            onClose();
        } finally {
            ended.countDown();
        }
    }

    private int turn(boolean mayBlock) {
        int work = poll(mayBlock) + takeInbox();
        if (!ready.isEmpty() || !timers.isEmpty()) {
            work += runTimed();
        }
        if (spinNanos > 0 && work > 0) {
            lastWork = System.nanoTime();
        }
        return work;
    }

    /** All that runs between two looks at the poller. Each reading of the clock serves two purposes where it can. */
    private int runTimed() {
        long begin = System.nanoTime();
        long end = begin;
        meter.began(begin);
        try {
            int ran = ready.run();
            end = ran == 0 ? begin : System.nanoTime();
            int fired = timers.fireUntil(end);
            end = fired == 0 ? end : System.nanoTime();
            return ran + fired;
        } finally {
            meter.ended(end);
        }
    }

    private int poll(boolean mayBlock) {
        return mayBlock && ready.isEmpty() && !spinning() ? pollUntilNextTimer() : slot.poll(0);
    }

    private boolean spinning() {
        return spinNanos > 0 && System.nanoTime() - lastWork < spinNanos;
    }

    private int pollUntilNextTimer() {
        long timeout = timers.isEmpty() ? -1 : Math.max(0, timers.nextDeadline() - System.nanoTime());
        if (timeout == 0 || !inbox.sleep()) {
            return slot.poll(0);
        }
        // A stray interrupt flag would make every blocking poll return at once (netty#2426).
        Thread.interrupted();
        try {
            return slot.poll(timeout);
        } finally {
            inbox.wake();
        }
    }

    private int takeInbox() {
        int taken = 0;
        for (Node node; (node = inbox.poll()) != null; taken++) {
            makeReady(node);
        }
        return taken;
    }

    private void makeReady(Node node) {
        if (node instanceof Ahead first) {
            ready.addAhead(first.task);
        } else {
            ready.add(node);
        }
    }

    void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("loop {} goes on after a failed task", name, e);
        }
    }

    // ---- the end ----

    /**
     * Whether the loop has ended or is about to; it then takes no task.
     *
     * @return true once its inbox is closed
     */
    public boolean isClosed() {
        return inbox.isClosed();
    }

    /**
     * Ends the loop after the tasks that are there now, and waits for its thread. Does nothing the second time. A stepped loop
     * is closed by {@link #onClose}.
     *
     * @throws IllegalStateException when called on the loop itself, which would wait for itself, and for a stepped loop
     */
    @Override
    public void close() {
        if (inLoop()) {
            throw new IllegalStateException("loop " + name + " can't wait for its own end");
        }
        if (!threaded) {
            throw new IllegalStateException("loop " + name + " has no thread: whoever steps it closes it");
        }
        offer(() -> closing = true);
        join();
    }

    private void join() {
        boolean interrupted = false;
        for (boolean gone = false; !gone;) {
            try {
                ended.await(); // whoever gave the first task may not have started the thread yet
                thread.join();
                gone = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onClose() {
        inbox.close();
        takeInbox();
        runAll();
        CloseHelper.close(this::failedToClose, slot.poller());
        runAll(); // what the poller has told those that it still watched
        resources.sequencedValues().reversed().forEach(this::closeResource);
        if (!threaded) {
            thread = null; // whoever has stepped it is outside now, and is refused as all others are
        }
    }

    /** Also what those tasks leave behind, but not without end: one may put itself back again and again. */
    private void runAll() {
        for (int i = 0; i < LAST_TURNS && !ready.isEmpty(); i++) {
            ready.run();
        }
    }

    private void closeResource(Object resource) {
        if (resource instanceof AutoCloseable closeable) {
            CloseHelper.close(this::failedToClose, closeable);
        }
    }

    private void failedToClose(Throwable cause) {
        LOG.warn("loop {} failed to close a part of it", name, cause);
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class Task extends Node implements Runnable {
        private final Runnable body;

        Task(Runnable body) {
            this.body = body;
        }

        @Override
        public void run() {
            body.run();
        }
    }

    /** Carries a task that goes before the others through the inbox, where all come in order. */
    private static final class Ahead extends Node {
        private final Node task;

        Ahead(Node task) {
            this.task = task;
        }
    }
}
