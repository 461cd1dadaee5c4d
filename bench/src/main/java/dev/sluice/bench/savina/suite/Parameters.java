package dev.sluice.bench.savina.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named numbers, each in two sizes. */
record Parameters(List<Parameter> all) {
    record Parameter(String name, int full, int tiny) {}

    static Parameters of(String name, int full, int tiny) {
        return new Parameters(List.of()).and(name, full, tiny);
    }

    Parameters and(String name, int full, int tiny) {
        List<Parameter> more = new ArrayList<>(all);
        more.add(new Parameter(name, full, tiny));
        return new Parameters(more);
    }

    int[] full() {
        return all.stream().mapToInt(Parameter::full).toArray();
    }

    int[] tiny() {
        return all.stream().mapToInt(Parameter::tiny).toArray();
    }

    Map<String, Integer> named(int[] values) {
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(all.get(i).name(), values[i]);
        }
        return named;
    }
}
