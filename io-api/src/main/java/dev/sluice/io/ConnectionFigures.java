package dev.sluice.io;

/**
 * What a connection has done since it was opened, and what it holds now: the answer to {@link Connection.Inspect}.
 *
 * @param bytesRead how many bytes came
 * @param reads in how many reads
 * @param bytesWritten how many bytes the kernel has taken
 * @param writes how many writes are done
 * @param refused how many writes were refused because the queue was full, or writing suspended
 * @param stalls how often a flush had to stop, because the kernel took less than it was offered, or others had their turn
 * @param queuedBytes how many bytes wait now, with what each write counts beside its data
 * @param queuedWrites how many writes wait now
 * @param unhandledBytes how much input is unhandled now, with what each message counts beside its data
 */
public record ConnectionFigures(long bytesRead, long reads, long bytesWritten, long writes, long refused, long stalls,
    long queuedBytes, int queuedWrites, int unhandledBytes) {}
