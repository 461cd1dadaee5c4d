package dev.sluice.framing;

import dev.sluice.io.ByteIterator;
import dev.sluice.io.ByteString;

/** Carries the state of the automaton on from one piece to the next. */
final class DelimiterDecoder extends FrameDecoder {
    private final Automaton automaton;
    private final int limit;
    private final boolean strip;
    private int state;
    /** So many bytes of the frame have come, and hold no delimiter. */
    private int searched;
    private int delimiter;

    DelimiterDecoder(Automaton automaton, int limit, boolean strip) {
        this.automaton = automaton;
        this.limit = limit;
        this.strip = strip;
    }

    @Override
    protected int measure(ByteString bytes, int from) throws FrameTooLongException {
        ByteIterator unseen = bytes.slice(from + searched, bytes.length()).iterator();
        int count = searched;
        int at = state;
        int found = 0;
        while (found == 0 && unseen.hasNext()) {
            at = automaton.next(at, unseen.nextByte());
            found = at == 0 ? 0 : automaton.matched(at);
            count++;
        }
        requireFits(count - (found > 0 ? found : automaton.depth(at)));
        state = found > 0 ? 0 : at;
        searched = found > 0 ? 0 : count;
        delimiter = found;
        return found > 0 ? count : UNKNOWN;
    }

    @Override
    protected ByteString cut(ByteString bytes, int from, int to) {
        return bytes.slice(from, strip ? to - delimiter : to);
    }

    private void requireFits(int length) throws FrameTooLongException {
        if (length > limit) {
            throw new FrameTooLongException(limit, length);
        }
    }
}
