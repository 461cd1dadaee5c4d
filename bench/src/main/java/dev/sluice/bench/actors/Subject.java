package dev.sluice.bench.actors;

/** Something to be measured. */
interface Subject {
    /** Measures it once, in a JVM of its own unless the plan says otherwise. */
    double measure(Plan plan);

    String label();

    /** Of what it gives. */
    Unit unit();

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
