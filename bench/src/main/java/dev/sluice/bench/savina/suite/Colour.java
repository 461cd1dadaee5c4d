package dev.sluice.bench.savina.suite;

/** Of a creature in chameneos. */
public enum Colour {
    /** The first. */
    YELLOW,
    /** The second. */
    BLUE,
    /** The third. */
    RED;

    private static final Colour[] ALL = values();

    /** By turns. */
    public static Colour ofCreature(int number) {
        return ALL[number % ALL.length];
    }

    /** What both become after a meeting: the same if they are the same, the third one otherwise. */
    public Colour complement(Colour other) {
        return this == other ? this : ALL[ALL.length - ordinal() - other.ordinal()];
    }
}
