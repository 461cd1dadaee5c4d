package dev.sluice.examples.load;

/**
 * The messages of a socket that are on their way: numbered from 0 on, at most so many from the oldest to the newest.
 *
 * <pre>
 *   0 ··· answered or lost ··· oldest ··· waited for, or answered already ··· next
 * </pre>
 */
final class Window {
    private final long[] sentAt;
    private final boolean[] isWaiting;
    private int oldest;
    private int next;

    Window(int depth) {
        this.sentAt = new long[depth];
        this.isWaiting = new boolean[depth];
    }

    boolean hasRoom() {
        return next - oldest < sentAt.length;
    }

    boolean isEmpty() {
        return oldest == next;
    }

    /** How many messages have been sent so far: the number of the next one. */
    int sent() {
        return next;
    }

    /** Notes that the next message is sent, for which there is room. */
    void send(long now) {
        sentAt[place(next)] = now;
        isWaiting[place(next)] = true;
        next++;
    }

    /** Whether this message is waited for: sent, not answered, and not given up. */
    boolean isWaitingFor(int number) {
        return number >= oldest && number < next && isWaiting[place(number)];
    }

    /** Notes the answer to a message that is waited for; gives how long it took. */
    long answered(int number, long now) {
        isWaiting[place(number)] = false;
        while (!isEmpty() && !isWaiting[place(oldest)]) {
            oldest++;
        }
        return now - sentAt[place(number)];
    }

    /** Gives up what was sent before that time; gives how many messages that were. */
    int giveUp(long time) {
        int lost = 0;
        while (!isEmpty() && (!isWaiting[place(oldest)] || sentAt[place(oldest)] - time < 0)) {
            lost += isWaiting[place(oldest)] ? 1 : 0;
            oldest++;
        }
        return lost;
    }

    /** Where a message stands in the rings. */
    private int place(int number) {
        return number % sentAt.length;
    }
}
