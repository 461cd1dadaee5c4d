package dev.sluice.bench.savina;

import dev.sluice.bench.report.Heap;
import dev.sluice.bench.report.ProcessorTime;
import dev.sluice.bench.savina.Figure.Reading;
import dev.sluice.bench.savina.suite.Population;
import dev.sluice.bench.savina.suite.Program;
import dev.sluice.bench.savina.suite.Suite;
import dev.sluice.bench.savina.suite.Workload;
import java.util.function.Consumer;

/**
 * Plays one program on one side: for a while to warm up, then again and again, each time telling how it went. A wrong result is
 * a failure, also while it warms up.
 */
final class Player {
    private static final int LEAST_PLAYS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Suite suite;
    private final Workload workload;
    private final Plan plan;
    private final int[] sizes;
    private final Consumer<Reading> readings;

    Player(Suite suite, Workload workload, Plan plan, Consumer<Reading> readings) {
        this.suite = suite;
        this.workload = workload;
        this.plan = plan;
        this.sizes = workload.sizes(plan.tiny());
        this.readings = readings;
    }

    /**
     * Plays the first program on the first side, and prints the readings.
     *
     * @param args those of {@link SavinaComparison}
     * @throws Exception if anything fails; the process then ends with status 1
     */
    public static void main(String[] args) throws Exception {
        Plan plan = Plan.of(Plan.options(Player.class).parse(args));
        try (Suite suite = plan.sides().get(0).open(plan)) {
            new Player(suite, plan.workloads().get(0), plan, reading -> System.out.println(reading.format())).play();
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1); // threads may be left that would keep the JVM alive
        }
    }

    void play() throws Exception {
        if (program() instanceof Population) {
            measure((Population) program(), reading -> {
            });
            measure((Population) program(), readings);
        } else {
            warmUp();
            measure();
        }
    }

    private Program program() {
        return suite.program(workload, sizes);
    }

    private void warmUp() throws Exception {
        long begin = System.nanoTime();
        for (int plays = 0; plays < LEAST_PLAYS || secondsSince(begin) < plan.warmSeconds(); plays++) {
            verify(program().play());
        }
    }

    private void measure() throws Exception {
        long begin = System.nanoTime();
        long processor = ProcessorTime.nanos();
        int plays = 0;
        for (; plays < LEAST_PLAYS || secondsSince(begin) < plan.seconds(); plays++) {
            Program program = program();
            long start = System.nanoTime();
            long result = program.play();
            long end = System.nanoTime();
            verify(result);
            readings.accept(new Reading(Figure.MILLIS, (end - start) / NANOS_PER_MILLI));
        }
        double used = (ProcessorTime.nanos() - processor) / NANOS_PER_MILLI;
        readings.accept(new Reading(Figure.PROCESSOR, used / plays));
    }

    private void measure(Population population, Consumer<Reading> to) throws Exception {
        double actors = workload.result(sizes);
        long before = Heap.used();
        long start = System.nanoTime();
        population.spawn();
        long spawned = System.nanoTime();
        long heap = Heap.used() - before;
        long stop = System.nanoTime();
        long ended = population.stop();
        long end = System.nanoTime();
        verify(ended);
        to.accept(new Reading(Figure.SPAWN, (spawned - start) / actors));
        to.accept(new Reading(Figure.HEAP, heap / actors));
        to.accept(new Reading(Figure.STOP, (end - stop) / actors));
    }

    private void verify(long result) {
        long expected = workload.result(sizes);
        if (result != expected) {
            throw new IllegalStateException(
                workload.label() + " gave " + result + ", and ought to have given " + expected);
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }
}
