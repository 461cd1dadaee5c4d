package dev.sluice.bench.actors;

import dev.sluice.bench.report.Heap;
import dev.sluice.bench.report.Options;
import java.lang.ref.Reference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How much heap an idle actor holds: spawns many, which share one handler, tells each of them one message, and looks at the heap
 * before and after. No JMH; a JVM measures once.
 */
public final class IdleActorFootprint {
    private static final int FIRST = 100;

    private IdleActorFootprint() {}

    /**
     * Prints the bytes.
     *
     * @param args see {@code --help}
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        Options options = Options.of(IdleActorFootprint.class)
            .option("place", Place.SLUICE_LOOP, "where the actors are: SLUICE_LOOP, SLUICE_POOL_2, PEKKO_1 and so on")
            .option("actors", 1_000_000, "how many")
            .parse(args);
        try (Stage stage = place(options).open()) {
            bytesEach(stage, FIRST); // whatever is there only from the first actor on
            System.out.println(bytesEach(stage, Math.max(1, options.integer("actors"))));
        }
    }

    private static Place place(Options options) {
        try {
            return Place.valueOf(options.text("place"));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    private static double bytesEach(Stage stage, int actors) throws InterruptedException {
        CountDownLatch idle = new CountDownLatch(actors);
        Stage.Crowd crowd = stage.crowd(actors, idle::countDown);
        long before = Heap.used();
        crowd.spawn();
        crowd.tellEach();
        if (!idle.await(Whistle.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(idle.getCount() + " actors have not handled their message");
        }
        double bytes = (double) (Heap.used() - before) / actors;
        Reference.reachabilityFence(crowd);
        return bytes;
    }
}
