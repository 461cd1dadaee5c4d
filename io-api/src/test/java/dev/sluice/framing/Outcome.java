package dev.sluice.framing;

import dev.sluice.io.ByteString;
import java.util.ArrayList;
import java.util.List;

/** What a decoder has made of a stream that has ended. */
record Outcome(List<ByteString> frames, Class<? extends FramingException> failure) {
    static Outcome of(Framing framing, List<ByteString> pieces) {
        FrameDecoder decoder = framing.decoder();
        List<ByteString> frames = new ArrayList<>();
        try {
            for (ByteString piece : pieces) {
                decoder.feed(piece);
                takeAll(decoder, frames);
            }
            decoder.end();
            takeAll(decoder, frames);
            return new Outcome(frames, null);
        } catch (FramingException e) {
            return new Outcome(frames, e.getClass());
        }
    }

    static Outcome of(Framing framing, ByteString stream) {
        return of(framing, List.of(stream));
    }

    private static void takeAll(FrameDecoder decoder, List<ByteString> frames) throws FramingException {
        for (ByteString frame = decoder.next(); frame != null; frame = decoder.next()) {
            frames.add(frame);
        }
    }

    List<String> texts() {
        return frames.stream().map(ByteString::decodeUtf8).toList();
    }
}
