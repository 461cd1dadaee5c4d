package dev.sluice.transport;

import dev.sluice.actor.Shareable;
import java.time.Duration;

/**
 * What one selector has done since its transport began, with all its channels together, those that have ended included; and how its
 * loop is doing.
 *
 * @param loop the name of its loop
 * @param channels how many channels use a slot there now
 * @param freeSlots how many more it may have without asking
 * @param lag how long the loop has kept its channels waiting lately, at the worst: {@link dev.sluice.loop.Loop#lag}
 * @param wakeUps how often another thread ended a wait of the loop, see {@link ChannelPoller#wakeUps}
 * @param bytesRead how many bytes came
 * @param reads in how many reads
 * @param bytesWritten how many bytes were taken
 * @param writes how many writes are done
 * @param refused how many writes were refused because a queue was full, or its writing suspended
 * @param stalls how often a flush had to stop, because less was taken than was offered, or others had their turn
 */
public record SelectorFigures(String loop, int channels, int freeSlots, Duration lag, long wakeUps, long bytesRead,
    long reads,
    long bytesWritten, long writes, long refused, long stalls) implements Shareable {}
