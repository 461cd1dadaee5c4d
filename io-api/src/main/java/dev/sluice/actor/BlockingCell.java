package dev.sluice.actor;

/**
 * A cell whose instance is a {@link Conversation}: its turns run on a thread of its own, the same that runs the user's body. While the
 * body runs, the cell is lent to it: the mailbox stays awake, so that nobody wakes it, and there are no turns.
 */
final class BlockingCell<M> extends Cell<M> {
    private final OwnThread thread = new OwnThread(this);
    private Conversation<M> conversation;

    BlockingCell(Home home, Cell<?> parent, Spec spec, BlockingActor<M> body) {
        super(home, parent, spec, ctx -> ((BlockingCell<M>) ctx.self()).begin(body));
    }

    private Conversation<M> begin(BlockingActor<M> body) {
        conversation = new Conversation<>(this, body);
        return conversation;
    }

    Conversation<M> conversation() {
        return conversation;
    }

    OwnThread thread() {
        return thread;
    }

    @Override
    Dispatcher dispatcher() {
        return thread;
    }

    @Override
    boolean isLent() {
        return conversation != null && conversation.hasTheCell();
    }

    @Override
    boolean takesMessages() {
        return super.takesMessages() && !(isRunning() && conversation.isAsking());
    }

    /** A receive takes several steps, and not all of them take a message. */
    @Override
    boolean hasMore() {
        return true;
    }

    @Override
    boolean step() {
        return super.step() && !isLent();
    }

    @Override
    boolean next() {
        return isRunning() ? conversation.next() : super.next();
    }

    @Override
    void post(SystemMessage message) {
        super.post(message);
        boolean kill = message instanceof Kill;
        if ((kill || message instanceof SystemMessage.StopRequest) && !isClosed()) {
            thread.stopRequested(kill);
        }
    }
}
