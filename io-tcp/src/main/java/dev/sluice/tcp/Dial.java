package dev.sluice.tcp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Stop;
import dev.sluice.transport.CapacityException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@link Tcp.Connect} on its way, from the look-up to its one answer; then it ends. Addresses are tried as RFC 8305 ("happy
 * eyeballs") says: the next one begins when the last has failed, or has not answered for the attempt delay; the first that is open
 * wins.
 *
 * <pre>
 *   Begin ──► look-up ──► race ──── an attempt wins ────► Connected, told by the winner
 *                ▲  │       │
 *                │  └───────┴── failed, or late ──► (again?) ── no ──► CommandFailed
 *                │                                     │ yes
 *                └────────────── pause ◄───────────────┘
 * </pre>
 *
 * It answers only when no attempt is left, so that a failure means that all descriptors are free.
 */
final class Dial implements Actor<DialMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(Dial.class);

    private final Context<DialMessage> ctx;
    private final TcpSettings.Resolver resolver;
    private final Consumer<? super Attempt> placer;
    private Tcp.Connect command;
    private int round;
    /** Null while a name is looked up, and in a pause. */
    private Race race;
    /** Why this try ends, once that is known: when its attempts have ended, too. */
    private Exception verdict;
    private boolean isLast;

    Dial(Context<DialMessage> ctx, TcpSettings.Resolver resolver, Consumer<? super Attempt> placer) {
        this.ctx = ctx;
        this.resolver = resolver;
        this.placer = placer;
    }

    @Override
    public void on(DialMessage message) {
        switch (message) {
            case DialMessage.Begin(var connect) -> begin(connect);
            case DialMessage.Found(int of, var result) -> found(of, result);
            case DialMessage.NextIsDue() -> next();
            case DialMessage.Won(var winner) -> won(winner);
            case DialMessage.Failed(var attempt, var cause) -> failed(attempt, cause);
            case DialMessage.Late(var limit) -> giveUp(late(limit));
            case DialMessage.OutOfTime(var limit) -> giveUpForGood(verdict == null ? late(limit) : verdict);
            case DialMessage.Again() -> tryOnce();
            case DialMessage.Cancel() -> giveUpForGood(
                new CancellationException("connecting to " + Sockets.text(command.remote()) + " was cancelled"));
            case DialMessage.Abandoned() -> abandon();
        }
    }

    // ---- a try ----

    private void begin(Tcp.Connect connect) {
        command = connect;
        try {
            ctx.watch(command.replyTo(), gone -> new DialMessage.Abandoned());
        } catch (IllegalArgumentException notWatchable) {
            answer(notWatchable);
            return;
        }
        Duration within = settings().retry().within();
        after(within, new DialMessage.OutOfTime(within));
        tryOnce();
    }

    private ConnectSettings settings() {
        return command.settings();
    }

    /** Each message has its own timer; after zero it never comes. */
    private void after(Duration delay, DialMessage message) {
        if (!delay.isZero()) {
            ctx.timers().once(message.getClass(), delay, message);
        }
    }

    private void tryOnce() {
        round++;
        verdict = null;
        after(settings().timeout(), new DialMessage.Late(settings().timeout()));
        if (command.remote().isUnresolved()) {
            lookUp(command.remote(), round);
        } else {
            race(List.of(Names.plain(command.remote())));
        }
    }

    private void lookUp(InetSocketAddress remote, int ofRound) {
        ctx.<Names.Addresses>offload(() -> Names.addresses(resolver, remote, "connect to"),
            result -> new DialMessage.Found(ofRound, result));
    }

    /** An answer that comes too late belongs to a try that is over. */
    private void found(int ofRound, Result<Names.Addresses> result) {
        if (ofRound == round && verdict == null) {
            switch (result) {
                case Result.Ok<Names.Addresses>(var addresses) -> race(addresses.all());
                case Result.Failed<Names.Addresses>(var cause) -> giveUp(Sockets.exception(cause));
            }
        }
    }

    private void race(List<InetSocketAddress> addresses) {
        race = new Race(ctx.self(), command, addresses);
        next();
    }

    // ---- attempts ----

    private void next() {
        if (race.hasNext() && !race.isDecided()) {
            placer.accept(race.next());
            nextAfterDelay();
        }
    }

    private void nextAfterDelay() {
        if (race.hasNext()) {
            after(settings().attemptDelay(), new DialMessage.NextIsDue());
        }
    }

    private void failed(Attempt attempt, Exception cause) {
        if (cause instanceof CapacityException && verdict == null) {
            hasNoSlot(attempt, cause);
            return;
        }
        race.failed(attempt, cause);
        if (verdict == null && race.hasNext()) {
            next();
        } else if (!race.isRunning()) {
            endTry(verdict == null ? race.failure() : verdict);
        }
    }

    /** That is not the address's fault. An attempt that runs may give its slot back, or has done so meanwhile. */
    private void hasNoSlot(Attempt attempt, Exception cause) {
        race.putBack(attempt);
        if (race.isRunning()) {
            nextAfterDelay();
        } else if (race.hasFreed()) {
            next();
        } else {
            giveUp(cause);
        }
    }

    private void won(Attempt winner) {
        race.abortOthers(winner);
        command = null;
        ctx.stop();
    }

    // ---- failure ----

    private SocketTimeoutException late(Duration limit) {
        return new SocketTimeoutException("not connected to " + Sockets.text(command.remote()) + " within " + limit
            + (race == null ? ": its name is still being looked up" : race.waitsFor()));
    }

    private void giveUpForGood(Exception cause) {
        isLast = true;
        giveUp(cause);
    }

    /** If an attempt has won, that is on its way here. */
    private void giveUp(Exception cause) {
        if (race == null) {
            endTry(cause);
        } else if (verdict != null) {
            verdict = cause;
        } else if (race.decide()) {
            stopTimers();
            race.abortOthers(null);
            verdict = race.overBecause(cause);
            if (!race.isRunning()) {
                endTry(verdict);
            }
        }
    }

    private void stopTimers() {
        ctx.timers().cancel(DialMessage.Late.class);
        ctx.timers().cancel(DialMessage.NextIsDue.class);
    }

    private void endTry(Exception cause) {
        race = null;
        verdict = cause;
        stopTimers();
        if (isLast || !settings().retry().allows(round)) {
            answer(cause);
        } else {
            LOG.debug("{}: try {} to connect to {} has failed", ctx.self(), round, command.remote(), cause);
            after(settings().retry().pauseAfter(round), new DialMessage.Again());
        }
    }

    private void answer(Exception cause) {
        command.failed(cause);
        command = null;
        ctx.stop();
    }

    private void abandon() {
        takeBack();
        command = null;
        ctx.stop();
    }

    /** False if an attempt has won. */
    private boolean takeBack() {
        if (race == null || verdict != null) {
            return true;
        }
        boolean isOpen = !race.decide();
        if (!isOpen) {
            race.abortOthers(null);
        }
        return !isOpen;
    }

    @Override
    public void stopping(Stop reason) {
        if (command != null && takeBack()) {
            command.failed(new IllegalStateException("stopped before it was connected: " + reason));
        }
    }
}
