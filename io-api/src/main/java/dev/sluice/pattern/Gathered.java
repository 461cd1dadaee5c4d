package dev.sluice.pattern;

/**
 * What a {@link Gather} has brought.
 *
 * @param value what was made of the answers
 * @param answers how many there were
 * @param asked how many targets were asked
 * @param complete whether there were as many answers as were wanted; otherwise the time was over, or those who had not answered had
 *        stopped
 * @param <A> what is made of the answers
 */
public record Gathered<A>(A value, int answers, int asked, boolean complete) {}
