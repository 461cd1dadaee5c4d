package dev.sluice.bench.soak;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Minutes of mixed load on one server: messages at a fixed rate, bulk streams, connections that come and go, slow readers, resets,
 * half-closes, datagrams; part of it by Sluice's own clients. Every byte that comes back is compared. Ends with status 1, and says
 * why, if one was wrong or anything failed; if server or driver hold more in the last quarter of the time than in the first, or
 * more after the load than before; or if the server has become slower.
 */
public final class Soak {
    private static final int SETTLE_SECONDS = 40;
    private static final int SETTLE_PAUSE_MILLIS = 200;
    /** Beyond the load's own time, for all that comes before and after. */
    private static final int SPARE_SECONDS = 240;
    private static final int STUCK = 3;

    private final ActorSystem system = ActorSystem.create(Settings.named("driver"));
    private final Faults faults = new Faults();
    private final Latencies echoes = new Latencies();
    private final Latencies sends = new Latencies();
    private final Plan plan;

    private Soak(Plan plan) {
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param args see {@code --help}
     * @throws IOException if it can't begin
     */
    public static void main(String[] args) throws IOException {
        Options options = Plan.options(Soak.class).parse(args);
        ResultFile file = new ResultFile(options.text("results"), "soak");
        Plan plan = Plan.of(options);
        endInAnyCase(plan);
        Report report = run(plan);
        System.out.print(report);
        file.write(report.toMap());
        System.exit(report.wrong().isEmpty() ? 0 : 1);
    }

    private static void endInAnyCase(Plan plan) {
        Thread.ofPlatform().name("deadline").daemon().start(() -> {
            sleep(plan.warmSeconds() + plan.seconds() + SPARE_SECONDS);
            System.out.println("FAILED: does not end");
            System.exit(STUCK);
        });
    }

    /** Runs it in this process, with a server in another. */
    static Report run(Plan plan) throws IOException {
        Soak soak = new Soak(plan);
        try (ServerProcess server = ServerProcess.start()) {
            return soak.run(server);
        } finally {
            soak.system.close();
        }
    }

    /** All but the count is one for the warm-up and the load: a fault is one at any time. */
    private Findings newFindings() {
        return new Findings(faults, new Tally(), echoes, sends);
    }

    private Report run(ServerProcess server) throws IOException {
        Vitals.of(system); // starts the managers
        Pair fresh = vitals(server);
        Load warmUp = new Load(system, server, newFindings());
        sleep(plan.warmSeconds());
        warmUp.end();
        Pair before = settle(server, fresh);
        System.out.printf("%.0f s of warm-up%n%s%n", plan.warmSeconds(), before);
        Findings findings = newFindings();
        List<Window> windows = soak(server, findings);
        Pair after = settle(server, before);
        if (!server.faults().isEmpty()) {
            faults.add("fault of the server", server.faults());
        }
        return new Report(plan, before, windows, after, findings);
    }

    private List<Window> soak(ServerProcess server, Findings findings) throws IOException {
        List<Window> windows = new ArrayList<>();
        Load load = new Load(system, server, findings);
        skip();
        long start = System.nanoTime();
        for (int i = 0; i < plan.windows(); i++) {
            sleep((i + 1) * plan.windowSeconds() - secondsSince(start));
            windows.add(window((double) i / plan.windows(), start, server));
            System.out.println(windows.getLast());
        }
        load.end();
        return windows;
    }

    private Window window(double part, long start, ServerProcess server) {
        Latencies.Figures latencies = echoes.next(part);
        sends.next(part);
        Pair vitals = vitals(server);
        skip();
        return new Window(secondsSince(start), latencies, vitals.server(), vitals.driver());
    }

    /** Forgets what was late because of the collections. */
    private void skip() {
        echoes.skip();
        sends.skip();
    }

    private Pair vitals(ServerProcess server) {
        return new Pair(server.vitals(), Vitals.of(system));
    }

    /** Some connections are still closing when all clients have ended. What doesn't come to its end is told later. */
    private Pair settle(ServerProcess server, Pair before) {
        Supplier<Pair> vitals = () -> vitals(server);
        long start = System.nanoTime();
        Pair last = vitals.get();
        while (!last.isAtRest(before) && secondsSince(start) < SETTLE_SECONDS) {
            sleep(TimeUnit.MILLISECONDS.toNanos(SETTLE_PAUSE_MILLIS) / 1e9);
            last = vitals.get();
        }
        return last;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void sleep(double seconds) {
        try {
            Thread.sleep(Math.max(0, (long) (seconds * 1000)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
