package dev.sluice.examples.gateway;

import java.time.Duration;

/**
 * What a gateway bears.
 *
 * @param lineBytes of a request line, and of the line before a chunk
 * @param headerBytes of all headers of a request together
 * @param bodyBytes of a request's body
 * @param actors how many there may be at a time
 * @param backlog how many messages may wait at one actor
 * @param requestWithin how long a request may take to come, from the end of the one before
 * @param answerWithin how long an actor may take to answer
 */
public record Limits(int lineBytes, int headerBytes, int bodyBytes, int actors, int backlog, Duration requestWithin,
    Duration answerWithin) {
    /** 4 KiB, 8 KiB, 64 KiB; ten thousand actors, a thousand messages; half a minute for a request, five seconds for an answer. */
    public static final Limits DEFAULT = new Limits(4 << 10, 8 << 10, 64 << 10, 10_000, 1000, Duration.ofSeconds(30),
        Duration.ofSeconds(5));

    /** A copy with these times. */
    public Limits within(Duration request, Duration answer) {
        return new Limits(lineBytes, headerBytes, bodyBytes, actors, backlog, request, answer);
    }

    /** A copy with these counts. */
    public Limits counts(int atMostActors, int atMostWaiting) {
        return new Limits(lineBytes, headerBytes, bodyBytes, atMostActors, atMostWaiting, requestWithin, answerWithin);
    }
}
