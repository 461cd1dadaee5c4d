package dev.sluice.bench.savina;

import dev.sluice.bench.savina.suite.Population;
import java.util.Locale;

/** What is measured; of all of them, less is better. */
enum Figure {
    /** From the first message to the end of the last actor. */
    MILLIS("ms"),
    /** Of all threads of the JVM, its collector's and compiler's too; the mean of all plays. */
    PROCESSOR("ms of processor time"),
    /** For each actor of a {@link Population}, until all have started. */
    SPAWN("ns to spawn one"),
    /** For each actor of a {@link Population}, after a full collection. */
    HEAP("bytes for one"),
    /** For each actor of a {@link Population}, until all have ended. */
    STOP("ns to stop one");

    final String unit;

    Figure(String unit) {
        this.unit = unit;
    }

    /** What a player says. */
    record Reading(Figure figure, double value) {
        private static final String PREFIX = "FIGURE ";

        static boolean isOne(String line) {
            return line.startsWith(PREFIX);
        }

        static Reading parse(String line) {
            String[] words = line.split(" ");
            return new Reading(Figure.valueOf(words[1]), Double.parseDouble(words[2]));
        }

        String format() {
            return String.format(Locale.ROOT, PREFIX + "%s %.4f", figure, value);
        }
    }
}
