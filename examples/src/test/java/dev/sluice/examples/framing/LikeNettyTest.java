package dev.sluice.examples.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.framing.Delimiters;
import dev.sluice.framing.FixedLength;
import dev.sluice.framing.FrameDecoder;
import dev.sluice.framing.Framing;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.LengthField;
import dev.sluice.framing.Lines;
import dev.sluice.io.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The same options and the same input, given to Netty's decoders and to ours, give the same frames and fail at the same place. */
class LikeNettyTest {
    private static final int RUNS = 4_000;
    private static final int[] WIDTHS = {1, 2, 3, 4, 8};

    private record Decoded(List<ByteString> frames, boolean failed) {}

    private record Pair(Framing ours, ChannelHandler theirs) {}

    private static Decoded byUs(Framing framing, List<ByteString> pieces) {
        List<ByteString> frames = new ArrayList<>();
        FrameDecoder decoder = framing.decoder();
        try {
            for (ByteString piece : pieces) {
                decoder.feed(piece);
                for (ByteString frame = decoder.next(); frame != null; frame = decoder.next()) {
                    frames.add(frame);
                }
            }
            return new Decoded(frames, false);
        } catch (FramingException e) {
            return new Decoded(frames, true);
        }
    }

    private static Decoded byThem(ChannelHandler handler, List<ByteString> pieces) {
        List<ByteString> frames = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(handler);
        boolean failed = false;
        try {
            for (ByteString piece : pieces) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece.toByteArray()));
            }
        } catch (DecoderException e) {
            failed = true;
        }
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(ByteString.copyOf(frame.nioBuffer()));
            frame.release();
        }
        channel.finishAndReleaseAll();
        return new Decoded(frames, failed);
    }

    /** Theirs go on after a failure; so each run gives them one byte at a time, and ends with the first. */
    private static void compare(Function<Random, Pair> options, int bound) {
        int frames = 0;
        int failures = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Pair pair = options.apply(random);
            List<ByteString> pieces = pieces(random, bound);

            Decoded ours = byUs(pair.ours, pieces);
            assertEquals(byThem(pair.theirs, pieces), ours, "seed " + seed);
            frames += ours.frames.size();
            failures += ours.failed ? 1 : 0;
        }
        assertTrue(frames > RUNS / 10, "frames: " + frames);
        assertTrue(failures < RUNS * 9 / 10, "failures: " + failures);
    }

    private static List<ByteString> pieces(Random random, int bound) {
        List<ByteString> pieces = new ArrayList<>();
        for (int left = random.nextInt(100); left > 0; left--) {
            pieces.add(ByteString.copyOf(new byte[] {(byte) random.nextInt(bound)}));
        }
        return pieces;
    }

    @Test
    void shouldReadLengthFieldsAsNettyDoes() {
        compare(LikeNettyTest::lengthField, 3);
        compare(LikeNettyTest::lengthField, 20);
    }

    /** Strips at most the header: a frame that is shorter than what is stripped we refuse earlier. */
    private static Pair lengthField(Random random) {
        int limit = 20 + random.nextInt(1000);
        int offset = random.nextInt(6);
        int width = WIDTHS[random.nextInt(5)];
        int adjustment = random.nextInt(-4, 8);
        int strip = random.nextInt(offset + width + 1);
        ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new Pair(LengthField.of(width, limit).offset(offset).adjustment(adjustment).strip(strip).order(order),
            new LengthFieldBasedFrameDecoder(order, limit, offset, width, adjustment, strip, true));
    }

    @Test
    void shouldCutLinesAsNettyDoes() {
        compare(random -> new Pair(Lines.of(1000), new LineBasedFrameDecoder(1000, true, true)), 20);
    }

    @Test
    void shouldCutAtDelimitersAsNettyDoes() {
        compare(LikeNettyTest::delimiters, 3);
    }

    private static Pair delimiters(Random random) {
        ByteString one = delimiter(random);
        ByteString other = delimiter(random);
        boolean strip = random.nextBoolean();
        Delimiters ours = Delimiters.of(1000, one, other);
        return new Pair(strip ? ours : ours.kept(),
            new DelimiterBasedFrameDecoder(1000, strip, true, buffer(one), buffer(other)));
    }

    private static ByteString delimiter(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(3);
        }
        return ByteString.copyOf(bytes);
    }

    private static ByteBuf buffer(ByteString bytes) {
        return Unpooled.wrappedBuffer(bytes.toByteArray());
    }

    @Test
    void shouldCutFixedLengthsAsNettyDoes() {
        compare(random -> {
            int length = 1 + random.nextInt(20);
            return new Pair(new FixedLength(length), new FixedLengthFrameDecoder(length));
        }, 256);
    }
}
