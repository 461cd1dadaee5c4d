package dev.sluice.transport;

import dev.sluice.loop.Loop;

/** What all channels of one selector have done together. Loop's thread only. */
final class Traffic {
    private long bytesRead;
    private long reads;
    private long bytesWritten;
    private long writes;
    private long refused;
    private long stalls;

    void read(int bytes) {
        bytesRead += bytes;
        reads++;
    }

    void written(long bytes, long count) {
        bytesWritten += bytes;
        writes += count;
    }

    void refused(int count) {
        refused += count;
    }

    void stalled() {
        stalls++;
    }

    SelectorFigures figures(Slots slots, Loop loop, ChannelPoller poller) {
        return new SelectorFigures(loop.toString(), slots.used(), slots.free(), loop.lag(), poller.wakeUps(), bytesRead,
            reads,
            bytesWritten, writes, refused, stalls);
    }
}
