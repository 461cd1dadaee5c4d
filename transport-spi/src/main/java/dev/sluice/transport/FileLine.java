package dev.sluice.transport;

import java.util.ArrayDeque;

/** The commands with files in one queue: some are opened ahead of their turn, the others wait, so that a long queue holds few descriptors. */
final class FileLine {
    private static final int OPEN_AHEAD = 4;

    private final ArrayDeque<FileCommand> waiting = new ArrayDeque<>();
    private int open;

    void add(FileCommand command) {
        waiting.add(command);
        openNext();
    }

    /** One that was open is no more. */
    void leave() {
        open--;
        openNext();
    }

    private void openNext() {
        while (open < OPEN_AHEAD && !waiting.isEmpty()) {
            open++;
            waiting.remove().open();
        }
    }
}
