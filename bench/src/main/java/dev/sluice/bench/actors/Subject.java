package dev.sluice.bench.actors;

/** Something to be measured. */
interface Subject {
    /** Measures it once, in a JVM of its own unless the plan says otherwise. */
    Reading measure(Plan plan);

    String label();

    /** Of what it gives. */
    Unit unit();

    /**
     * What was measured.
     *
     * @param figure in the subject's unit
     * @param processorNanos what the whole JVM used of the processors for one; NaN if that says nothing
     */
    record Reading(double figure, double processorNanos) {}

    /** Of figures. */
    enum Unit {
        THOUSAND_A_SECOND("k/s", "%,.0f"), BYTES("bytes", "%,.1f");

        final String label;
        final String number;

        Unit(String label, String number) {
            this.label = label;
            this.number = number;
        }
    }
}
