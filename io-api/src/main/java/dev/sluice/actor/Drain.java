package dev.sluice.actor;

/** The mark in a mailbox behind which nothing is handled any more. */
final class Drain implements Delivery {
    static final Drain MARK = new Drain();

    private Drain() {}

    @Override
    public Object open(Cell<?> receiver, Object message) {
        receiver.stopNow(new Stop.Normal());
        return null;
    }

    @Override
    public boolean dropped(Object message, DeadLetter.Reason reason) {
        return false;
    }
}
