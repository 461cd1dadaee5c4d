package dev.sluice.bench.actors;

import dev.sluice.bench.report.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The heap of an idle actor: {@link IdleActorFootprint}. */
record Footprint(Place place) implements Subject {
    private static final List<String> JVM_ARGUMENTS = List.of("-Xms1g", "-Xmx4g", "-XX:+UseG1GC");

    @Override
    public Reading measure(Plan plan) {
        Process child = Children.start(Children.java(jvmArguments(), IdleActorFootprint.class,
            List.of("--place", place.name(), "--actors", Integer.toString(plan.actors()))));
        try (BufferedReader reader = child.inputReader()) {
            return new Reading(Double.parseDouble(firstLine(reader)), Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Children.end(child, 0); // what it would take to stop all its actors is not measured
        }
    }

    private static List<String> jvmArguments() {
        return Stream.concat(JVM_ARGUMENTS.stream(), Plan.jvmArguments().stream()).toList();
    }

    private static String firstLine(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        if (line == null) {
            throw new IllegalStateException("the JVM with the idle actors has failed");
        }
        return line;
    }

    @Override
    public String label() {
        return place.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Unit unit() {
        return Unit.BYTES;
    }

    @Override
    public String toString() {
        return "idle actor {place=" + place + "}";
    }
}
