package dev.sluice.bench.savina.suite;

import java.util.SplittableRandom;

/** The work that some programs do for a message, the same for every library. */
public final class Computation {
    private static final double ANGLE = 37.2;
    private static final int ROUNDS = 100;
    private static final double NOT_ZERO = 0.01;

    private Computation() {}

    /** A sine; nanoseconds. */
    public static void sine() {
        double sine = Math.sin(ANGLE);
        if (sine * sine <= 0) { // never: it keeps the compiler from leaving it out
            throw new IllegalStateException("the sine of " + ANGLE + " is " + sine);
        }
    }

    /**
     * Logarithms of random numbers; a hundred for each unit of cost.
     *
     * @param item what they are added to
     * @param cost how much work
     * @return the sum
     */
    public static double logarithms(double item, int cost) {
        SplittableRandom random = new SplittableRandom(cost);
        double sum = item;
        for (int i = 0; i < cost * ROUNDS; i++) {
            sum += Math.log(random.nextDouble() + NOT_ZERO);
        }
        return sum;
    }
}
