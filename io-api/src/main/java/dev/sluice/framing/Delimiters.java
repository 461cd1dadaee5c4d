package dev.sluice.framing;

import dev.sluice.io.ByteString;
import java.util.List;

/**
 * Frames that end with a delimiter, of which there may be alternatives. The one that is complete first ends the frame, and of those
 * that are complete with the same byte the longest: so it makes no difference how the bytes come. The first alternative is the one
 * that is written.
 *
 * <p>Each byte is looked at once, whatever the delimiters are and whatever the peer sends.
 *
 * <p>Immutable: what sets something gives a copy.
 */
public final class Delimiters implements Framing {
    private static final int MOST = 4096;

    private final int limit;
    private final ByteString written;
    private final Automaton automaton;
    private final boolean strip;

    private Delimiters(int limit, ByteString written, Automaton automaton, boolean strip) {
        this.limit = limit;
        this.written = written;
        this.automaton = automaton;
        this.strip = strip;
    }

    /**
     * Frames without their delimiters.
     *
     * @param limit how many bytes a frame may have, not counting its delimiter
     * @param delimiters at least one, none empty; of at most 4096 bytes together, because half a KiB of tables goes with each
     * @return the framing
     */
    public static Delimiters of(int limit, ByteString... delimiters) {
        Checks.requireOne(limit, "limit");
        List<ByteString> alternatives = List.of(delimiters);
        Checks.requireOne(alternatives.size(), "the number of delimiters");
        alternatives.forEach(delimiter -> Checks.requireOne(delimiter.length(), "the length of a delimiter"));
        if (alternatives.stream().mapToLong(ByteString::length).sum() > MOST) {
            throw new IllegalArgumentException("the delimiters have more than " + MOST + " bytes together");
        }
        return new Delimiters(limit, alternatives.getFirst(), new Automaton(alternatives), true);
    }

    /**
     * Leaves each delimiter at the end of its frame, where the encoder then expects it too, and adds none.
     *
     * @return a copy
     */
    public Delimiters kept() {
        return new Delimiters(limit, written, automaton, false);
    }

    @Override
    public FrameDecoder decoder() {
        return new DelimiterDecoder(automaton, limit, strip);
    }

    @Override
    public ByteString encode(ByteString frame) {
        ByteString encoded = strip ? frame.concat(written) : frame;
        if (!isTheOnlyFrame(frame.length(), encoded)) {
            throw new IllegalArgumentException(strip
                ? "a frame holds a delimiter, or would together with the one behind it"
                : "a frame does not end with its first delimiter");
        }
        return encoded;
    }

    private boolean isTheOnlyFrame(int length, ByteString encoded) {
        FrameDecoder decoder = decoder();
        decoder.feed(encoded);
        try {
            ByteString first = decoder.next();
            return first != null && first.length() == length && decoder.rest().isEmpty();
        } catch (FramingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
