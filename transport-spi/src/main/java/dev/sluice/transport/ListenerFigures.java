package dev.sluice.transport;

import dev.sluice.actor.Shareable;

/**
 * What a bind has counted since it began, over all its listeners.
 *
 * @param accepted connections that were let in
 * @param open how many of them have not ended
 * @param filtered connections that were reset because of their address
 * @param dropped connections that were accepted, and then found no place to live, because a selector ended for example
 * @param unusable connections that were accepted and closed at once, because an option could not be set or the peer had gone already
 * @param failures calls to accept that have failed, for want of descriptors for example
 * @param pauses how often somebody began to be held up, by a limit or a failure: as often the binder was told
 */
public record ListenerFigures(long accepted, int open, long filtered, long dropped, long unusable, long failures,
    long pauses)
    implements Shareable {}
