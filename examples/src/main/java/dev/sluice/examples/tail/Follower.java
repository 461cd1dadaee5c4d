package dev.sluice.examples.tail;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Stop;
import dev.sluice.examples.tail.Tail.Message;
import java.util.function.Consumer;

/** Follows one file. It never blocks: the file is lent to whoever looks, and comes back with what there was. */
final class Follower implements Actor<Message> {
    private final Context<Message> ctx;
    /** Null until the first message, which this is. */
    private Tail.Follow follow;
    private Consumer<Tail.Event> reader;
    /** Null while it is lent. */
    private GrowingFile file;
    private boolean isFollowing;
    private boolean isHandled = true;
    private boolean isSuspended;
    private boolean isEnding;
    private Exception cause;

    Follower(Context<Message> ctx) {
        this.ctx = ctx;
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Tail.Follow begin -> begin(begin);
            case Tail.Look() -> look();
            case Tail.Looked(Result.Ok<GrowingFile.Look>(var found)) -> looked(found);
            case Tail.Looked(Result.Failed<GrowingFile.Look>(var why)) -> end(why);
            case Tail.Handled() -> {
                isHandled = true;
                look();
            }
            case Tail.SuspendReading() -> isSuspended = true;
            case Tail.ResumeReading() -> {
                isSuspended = false;
                look();
            }
            case Tail.Unfollow() -> unfollow();
        }
    }

    private void begin(Tail.Follow begin) {
        follow = begin;
        file = new GrowingFile(begin.path(), begin.fromStart());
        reader = ctx.tracked(begin.replyTo(), handled -> ctx.self().tell(new Tail.Handled()));
        ctx.watch(begin.replyTo(), gone -> new Tail.Unfollow());
        look();
    }

    // tag::look[]
    private void look() {
        if (file != null && isHandled && !isSuspended) {
            GrowingFile lent = file;
            file = null;
            ctx.offload(lent::look, Tail.Looked::new);
        }
    }

    private void looked(GrowingFile.Look found) {
        file = found.file();
        if (isEnding) {
            ctx.stop();
            return;
        }
        if (!isFollowing) {
            isFollowing = true;
            follow.replyTo().tell(new Tail.Following(ctx.self().accepting(command -> command), follow.path()));
        }
        tell(found);
    }

    private void tell(GrowingFile.Look found) {
        if (found.startsOver()) {
            follow.replyTo().tell(new Tail.StartedOver(follow.path()));
            look();
        } else if (found.data().isEmpty()) {
            ctx.timers().once("look", follow.every(), new Tail.Look());
        } else {
            isHandled = false;
            reader.accept(new Tail.Appended(found.data()));
        }
    }
    // end::look[]

    /** Who looks just now has the file, and gives it back first. */
    private void unfollow() {
        isEnding = true;
        if (file != null) {
            ctx.stop();
        }
    }

    private void end(Throwable why) {
        cause = why instanceof Exception exception ? exception : new IllegalStateException(why);
        ctx.stop();
    }

    @Override
    public void stopping(Stop reason) {
        if (file != null) {
            file.close();
        }
        if (follow != null) {
            Exception why = reason instanceof Stop.Failed(Exception failure) ? failure : cause;
            follow.replyTo().tell(new Tail.Closed(follow.path(), why));
        }
    }
}
