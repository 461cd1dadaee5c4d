package dev.sluice.io;

/**
 * What an endpoint has done since it was opened, and what it holds now: the answer to {@link Endpoint.Inspect}.
 *
 * @param received how many datagrams were delivered, truncated ones with them
 * @param bytesReceived how many bytes they had
 * @param truncated how many of them were truncated
 * @param sent how many datagrams the kernel has taken
 * @param bytesSent how many bytes they had
 * @param failed how many could not be sent
 * @param refused how many were refused because the queue was full
 * @param networkErrors how often the network has reported an error
 * @param dropped how many the kernel has dropped because nobody took them out of its buffer; -1 = the handle can't tell
 * @param queuedBytes how many bytes wait now, with what each datagram counts beside its data
 * @param queuedDatagrams how many datagrams wait now
 * @param unhandledBytes how much input is unhandled now, with what each message counts beside its data
 */
public record EndpointFigures(long received, long bytesReceived, long truncated, long sent, long bytesSent, long failed,
    long refused, long networkErrors, long dropped, long queuedBytes, int queuedDatagrams, long unhandledBytes) {}
