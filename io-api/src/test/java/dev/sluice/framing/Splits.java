package dev.sluice.framing;

import dev.sluice.io.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The ways in which a stream can come. */
final class Splits {
    private Splits() {}

    /** In two, and in three, wherever they can be parted; byte by byte; and at random. */
    static void each(ByteString stream, Consumer<List<ByteString>> action) {
        for (int one = 0; one <= stream.length(); one++) {
            for (int two = one; two <= stream.length(); two++) {
                action
                    .accept(List.of(stream.slice(0, one), stream.slice(one, two), stream.slice(two, stream.length())));
            }
        }
        action.accept(bytes(stream));
        for (int seed = 0; seed < 50; seed++) {
            action.accept(random(stream, new Random(seed)));
        }
    }

    static List<ByteString> bytes(ByteString stream) {
        List<ByteString> pieces = new ArrayList<>();
        for (int i = 0; i < stream.length(); i++) {
            pieces.add(stream.slice(i, i + 1).compact());
        }
        return pieces;
    }

    static List<ByteString> random(ByteString stream, Random random) {
        List<ByteString> pieces = new ArrayList<>();
        int most = 1 + random.nextInt(1 + stream.length());
        for (int from = 0; from < stream.length();) {
            int to = Math.min(stream.length(), from + random.nextInt(most + 1));
            pieces.add(stream.slice(from, to));
            from = to;
        }
        return pieces;
    }
}
