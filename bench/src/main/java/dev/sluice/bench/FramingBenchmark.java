package dev.sluice.bench;

import dev.sluice.framing.Delimiters;
import dev.sluice.framing.FrameDecoder;
import dev.sluice.framing.Framing;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.LengthField;
import dev.sluice.framing.Lines;
import dev.sluice.io.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Cuts a mebibyte, which comes in pieces of 64 KiB, into frames: in microseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(value = 5, jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseG1GC"})
@State(Scope.Benchmark)
public class FramingBenchmark {
    private static final int TOTAL = 1 << 20;
    private static final int PIECE = 64 << 10;

    private static final Framing LENGTH_FIELD = LengthField.of(4, TOTAL);
    private static final Framing LINES = Lines.of(TOTAL);
    private static final Framing DELIMITERS = Delimiters.of(TOTAL, ByteString.utf8("\r\n"), ByteString.utf8("\n"));

    @Param({"30", "1000", "200000"})
    public int size;
    private final List<ByteString> lengths = new ArrayList<>();
    private final List<ByteString> lines = new ArrayList<>();

    @Setup(Level.Trial)
    public void cut() {
        cut(LENGTH_FIELD, lengths);
        cut(LINES, lines);
    }

    private void cut(Framing framing, List<ByteString> pieces) {
        ByteString frame = framing.encode(ByteString.utf8("x".repeat(size)));
        ByteString stream = ByteString.empty();
        while (stream.length() < TOTAL) {
            stream = stream.concat(frame);
        }
        for (int from = 0; from < TOTAL; from += PIECE) {
            pieces.add(stream.slice(from, from + PIECE).compact());
        }
    }

    @Benchmark
    public void lengthField(Blackhole frames) throws FramingException {
        decode(LENGTH_FIELD, lengths, frames);
    }

    @Benchmark
    public void lines(Blackhole frames) throws FramingException {
        decode(LINES, lines, frames);
    }

    @Benchmark
    public void delimiters(Blackhole frames) throws FramingException {
        decode(DELIMITERS, lines, frames);
    }

    @Benchmark
    public void copyingLines(Blackhole frames) {
        CopyingLines decoder = new CopyingLines();
        for (ByteString piece : lines) {
            decoder.feed(piece);
            for (ByteString frame = decoder.next(); frame != null; frame = decoder.next()) {
                frames.consume(frame);
            }
        }
    }

    private static void decode(Framing framing, List<ByteString> pieces, Blackhole frames) throws FramingException {
        FrameDecoder decoder = framing.decoder();
        for (ByteString piece : pieces) {
            decoder.feed(piece);
            for (ByteString frame = decoder.next(); frame != null; frame = decoder.next()) {
                frames.consume(frame);
            }
        }
    }
}
