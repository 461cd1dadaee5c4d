package dev.sluice.actor;

/**
 * A message, or a part of one, that sender and receiver may share, because it never changes or is safe for use by many threads.
 * The copies that a system makes in development ({@link Settings#copying}) share it too.
 */
public interface Shareable {}
