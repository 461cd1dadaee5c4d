package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.loop.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manager's half of a transport's capacity and placement: one selector for each of its loops, and the book of who
 * has how many slots. It lives inside a manager actor, and belongs to it.
 *
 * <p>Slots are leased in blocks. When they run out, those that lie idle elsewhere are recalled; when all are in use, whoever
 * wants one is remembered, and gets the next that is released. A selector that fails is restarted; one that has ended is
 * replaced.
 *
 * {@snippet :
 * Selectors<Message> selectors = new Selectors<>(ctx, limit, NioPoller::new, Message.Reported::new);
 * // in on(Message):
 * case Message.Reported(var report) -> selectors.on(report);
 * case Message.Dial dial -> selectors.connect(dial::open, dial.origin());
 * }
 *
 * @param <M> the manager's protocol
 */
public final class Selectors<M> {
    private static final int BLOCK = 64;
    private static final Duration MIN_BACKOFF = Duration.ofMillis(10);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Selectors.class);

    private final Context<M> ctx;
    private final List<Loop> loops;
    private final int limit;
    private final Supplier<? extends ChannelPoller> poller;
    private final Function<? super Report, ? extends M> as;
    private final ActorRef<Report> reports;
    private final List<Share> shares = new ArrayList<>();
    private final Queue<Share> waiting = new ArrayDeque<>();
    private int free;
    private int next;
    private int leastAsTold;
    private int round;

    /**
     * Spawns a selector on each of the system's loops, which it shares with other transports.
     *
     * @param ctx the manager's context
     * @param limit how many channels may use a slot at a time
     * @param poller makes a poller for a loop that has none yet; called on that loop
     * @param as wraps what selectors report into a message of the manager's protocol
     */
    public Selectors(Context<M> ctx, int limit, Supplier<? extends ChannelPoller> poller,
        Function<? super Report, ? extends M> as) {
        this(ctx, ctx.system().loops(), limit, poller, as);
    }

    /**
     * Spawns a selector on each of some loops.
     *
     * @param ctx the manager's context
     * @param loops at least one; a transport whose poller isn't like that of the others has loops of its own ({@link
     *        dev.sluice.actor.ActorSystem#loops(String, int)})
     * @param limit how many channels may use a slot at a time
     * @param poller makes a poller for a loop that has none yet; called on that loop, again after a poller is broken. If the loop is
     *        driven by one that can't watch the transport's channels, they fail with an {@link IllegalStateException} that says so
     * @param as wraps what selectors report into a message of the manager's protocol
     */
    public Selectors(Context<M> ctx, List<Loop> loops, int limit, Supplier<? extends ChannelPoller> poller,
        Function<? super Report, ? extends M> as) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is less than 1: " + limit);
        }
        this.ctx = ctx;
        this.loops = List.copyOf(loops);
        if (this.loops.isEmpty()) {
            throw new IllegalArgumentException("there is no loop");
        }
        this.limit = limit;
        this.poller = Objects.requireNonNull(poller, "poller");
        this.as = Objects.requireNonNull(as, "as");
        this.reports = ctx.self().accepting(as);
        this.free = limit;
        this.loops.forEach(loop -> shares.add(new Share(loop)));
        shares.forEach(Share::spawn);
    }

    /**
     * Puts a channel on the least full loop, as soon as there is a slot for it, if it needs one.
     *
     * @param place the channel
     */
    public void place(Place<?> place) {
        leastFull().send(place, false);
    }

    /**
     * Opens a connection, on the least full loop, as soon as there is a slot for it.
     *
     * @param opener makes its handle
     * @param origin who is told: the observer of a connection that can't be placed is told so, on any thread
     */
    public void connect(StreamOrigin.Opener opener, StreamOrigin origin) {
        Objects.requireNonNull(opener, "opener");
        place(new Place<Connection.Command>("connection",
            (own, slots) -> new StreamConnection(own, slots, opener, origin), true,
            origin.observer()::failed));
    }

    /**
     * Listens: makes a {@link StreamBind}, which is a child of the manager.
     *
     * @param where the address, for labels
     * @param opener makes the handles of its listeners
     * @param settings how it accepts
     * @param origin what the connections need to know; its owner's end ends the bind too
     * @param observer told about the bind; if the manager ends before the bind has begun, on any thread
     */
    public void listen(String where, StreamBind.Opener opener, AcceptSettings settings, StreamOrigin origin,
        ListenerObserver<StreamBind.Command> observer) {
        Objects.requireNonNull(opener, "opener");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(observer, "observer");
        AtomicBoolean lives = new AtomicBoolean();
        ActorRef<StreamBind.Command> bind = ctx.spawn(StreamBind.Command.class, Spec.named("binding " + where), own -> {
            lives.set(true);
            return new StreamBind(own, placement(), "listener " + where, opener, settings, origin, observer);
        });
        bind.tell(new StreamBind.Internal.Begin(lives, observer));
    }

    /**
     * The way in for somebody else than the manager, such as a {@link StreamBind}.
     *
     * @return to be given to any actor
     */
    public Placement placement() {
        return new Placement(reports, loops);
    }

    /**
     * Has each selector tell what it has counted.
     *
     * @param replyTo told once for each loop; not by a selector that is just being replaced
     */
    public void inspect(ActorRef<? super SelectorFigures> replyTo) {
        shares.forEach(share -> share.selector.tell(new SelectorMessage.Inspect(replyTo)));
    }

    /** Of those that are equally full, another one each time. */
    private Share leastFull() {
        Share best = shares.get(next);
        for (int i = 1; i < shares.size(); i++) {
            Share other = shares.get((next + i) % shares.size());
            best = other.load() < best.load() ? other : best;
        }
        next = (next + 1) % shares.size();
        return best;
    }

    /**
     * Takes in what a selector reports.
     *
     * @param report that came through the manager's protocol
     */
    public void on(Report report) {
        switch (report) {
            case SelectorReport.Missed(var selector, var place) -> missed(selector, place);
            case Placement.Asked(var place, int loop) -> asked(place, loop);
            case SelectorReport known -> shareOf(known.selector()).ifPresent(share -> on(share, known));
        }
        settle();
    }

    private Optional<Share> shareOf(ActorRef<SelectorCommand> selector) {
        return shares.stream().filter(share -> share.selector == selector).findFirst();
    }

    private void asked(Place<?> place, int loop) {
        Share share = loop < 0 ? leastFull() : shares.get(loop % shares.size());
        share.send(place, false);
    }

    /** That the selector has ended will be told too, but perhaps only after it was chosen again. */
    private void missed(ActorRef<SelectorCommand> selector, Place<?> place) {
        shareOf(selector).ifPresent(Share::ended);
        place(place);
    }

    private void on(Share share, SelectorReport report) {
        switch (report) {
            case SelectorReport.Wanted(var who, int number, boolean waits) -> share.wants(number, waits);
            case SelectorReport.Returned(var who, int count) -> share.returns(count);
            case SelectorReport.Recalled(var who, int count) -> share.answersRecall(count);
            case SelectorReport.Load(var who, int used, int arrived) -> share.reports(used, arrived);
            case SelectorReport.Moved(var who, var place) -> move(share, place);
            case SelectorReport.Ended ended -> share.ended();
        }
    }

    private void move(Share from, Place<?> place) {
        Share to = leastFull();
        from.leased--;
        to.leased++;
        to.send(place, true);
    }

    private void settle() {
        while (free > 0 && !waiting.isEmpty()) {
            waiting.remove().grant();
        }
        boolean roundIsOver = shares.stream().noneMatch(share -> share.recall == Recall.SENT);
        if (!waiting.isEmpty() && roundIsOver) {
            waiting.removeIf(Share::isDeniedForGood);
            recallAll();
        }
        tellBalance();
    }

    /**
     * Asks all for what is free. Who wants a slot is denied it only if all were asked after that: somebody who has seen a channel
     * end can rely on its slot.
     */
    private void recallAll() {
        round++;
        boolean isPressing = waiting.stream().anyMatch(share -> share.isAsking);
        shares.forEach(share -> share.recall(isPressing));
    }

    /** Small blocks when there is not much left, so that one selector doesn't take all. */
    private int lease() {
        int count = Math.min(free, Math.clamp(free / (2L * shares.size()), 1, BLOCK));
        free -= count;
        return count;
    }

    private void tellBalance() {
        int least = shares.stream().mapToInt(Share::load).min().orElseThrow();
        if (shares.size() > 1 && Math.abs(least - leastAsTold) > leastAsTold >> 4) {
            leastAsTold = least;
            shares.forEach(Share::tellBalance);
        }
    }

    /** SENT: not answered yet. OWED: it had nothing free, and will return the next slot that is released there. */
    private enum Recall {
        NONE, SENT, OWED
    }

    /** What the manager knows of one selector. */
    private final class Share {
        private final Loop loop;
        private ActorRef<SelectorCommand> selector;
        private int leased;
        private int used;
        private int sent;
        private int arrived;
        private boolean isAsking;
        private int request;
        private int askingSince;
        private boolean waits;
        private Recall recall;

        Share(Loop loop) {
            this.loop = loop;
        }

        void spawn() {
            leased = lease();
            used = 0;
            sent = 0;
            arrived = 0;
            isAsking = false;
            recall = Recall.NONE;
            Borrower borrower = new Borrower(new Slots(leased, BLOCK), reports);
            Spec spec = Spec.named("selector-" + shares.indexOf(this)).on(Dispatcher.of(loop))
                .onFailure(failure -> Directive.restart().backoff(MIN_BACKOFF, MAX_BACKOFF));
            ActorRef<SelectorCommand> fresh = ctx.spawn(SelectorCommand.class, spec,
                own -> new SelectorActor(own, borrower, poller));
            ctx.watch(fresh, gone -> as.apply(new SelectorReport.Ended(fresh)));
            selector = fresh;
            if (shares.size() > 1) {
                tellBalance();
            }
        }

        /** With what is on its way there. */
        int load() {
            return used + sent - arrived;
        }

        void send(Place<?> place, boolean hasSlot) {
            sent += place.usesSlot() ? 1 : 0;
            selector.tell(new SelectorMessage.Assigned(selector, place, hasSlot, reports));
        }

        void wants(int number, boolean somebodyWaits) {
            isAsking = true;
            request = number;
            askingSince = round;
            waits = somebodyWaits;
            if (!waiting.contains(this)) {
                waiting.add(this);
            }
        }

        void grant() {
            isAsking = false;
            int count = lease();
            leased += count;
            selector.tell(new SelectorMessage.Granted(count));
        }

        /** Denies only what was asked for before all others were asked; remembers who waits. */
        boolean isDeniedForGood() {
            boolean isDenied = isAsking && askingSince != round;
            if (isDenied) {
                isAsking = false;
                selector.tell(new SelectorMessage.Denied(request, limit));
            }
            return isDenied && !waits;
        }

        void recall(boolean again) {
            if (leased > 0 && (again || recall == Recall.NONE)) {
                recall = Recall.SENT;
                selector.tell(new SelectorMessage.Recall());
            }
        }

        void returns(int count) {
            leased -= count;
            free += count;
            recall = recall == Recall.OWED ? Recall.NONE : recall;
        }

        void answersRecall(int count) {
            returns(count);
            recall = count == 0 ? Recall.OWED : Recall.NONE;
        }

        void reports(int nowUsed, int nowArrived) {
            used = nowUsed;
            arrived = nowArrived;
        }

        /** All its channels have ended before, and what was on its way there was refused. */
        void ended() {
            LOG.warn("{} has ended, and is replaced", selector);
            waiting.remove(this);
            free += leased;
            spawn();
        }

        void tellBalance() {
            selector.tell(new SelectorMessage.Balance(leastAsTold));
        }
    }
}
