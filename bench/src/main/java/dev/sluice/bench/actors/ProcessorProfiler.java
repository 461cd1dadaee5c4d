package dev.sluice.bench.actors;

import dev.sluice.bench.report.ProcessorTime;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * For JMH: what the whole JVM uses of the processors for each operation. It depends less than the speed on what else the machine
 * does; but who waits by spinning uses it, too.
 */
public final class ProcessorProfiler implements InternalProfiler {
    static final String LABEL = "processor";

    private long begin;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        begin = ProcessorTime.nanos();
    }

    @Override
    public Collection<ScalarResult> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
        IterationResult result) {
        double used = ProcessorTime.nanos() - begin;
        double each = used / Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(LABEL, each, "ns/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "processor time of the JVM for each operation";
    }
}
