package dev.sluice.bench.actors;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A figure of ours beside another one.
 *
 * @param what it is about
 * @param measured ours
 * @param yardstick the other
 * @param bar of the ratio of ours to the other
 */
record Row(String what, Subject measured, Subject yardstick, Bar bar) {
    private static final Bar PAIRS = Bar.atLeast(3);
    private static final Bar TELL = Bar.atLeast(2);
    private static final Bar SPAWN = Bar.atLeast(5);
    private static final Bar IDLE = Bar.atMost(0.33);

    /** All that there are. */
    static List<Row> all() {
        return Stream.of(pairs(), producers(1), producers(4), asks(), lives(), idle()).flatMap(List::stream).toList();
    }

    private static List<Row> pairs() {
        return List.of(
            new Row("one pair, one thread", pingPong(1, Place.SLUICE_LOOP), pingPong(1, Place.PEKKO_1), Bar.NONE),
            new Row("one pair, two threads, pool", pingPong(1, Place.SLUICE_POOL_2), pingPong(1, Place.PEKKO_2),
                Bar.NONE),
            new Row("one pair, a loop each", hop(Place.SLUICE_APART), pingPong(1, Place.PEKKO_2), Bar.NONE),
            new Row("one pair, a spinning loop each", hop(Place.SLUICE_APART_SPINNING), pingPong(1, Place.PEKKO_2),
                Bar.NONE),
            new Row("64 pairs, one thread", pingPong(64, Place.SLUICE_LOOP), pingPong(64, Place.PEKKO_1), PAIRS),
            new Row("64 pairs, two threads, loops", pingPong(64, Place.SLUICE_LOOPS), pingPong(64, Place.PEKKO_2),
                PAIRS),
            new Row("64 pairs, two threads, pool", pingPong(64, Place.SLUICE_POOL_2), pingPong(64, Place.PEKKO_2),
                PAIRS));
    }

    private static List<Row> producers(int producers) {
        String what = producers + (producers == 1 ? " producer" : " producers");
        Subject loop = tell(producers, Place.SLUICE_LOOP);
        Subject pekko = tell(producers, Place.PEKKO_1);
        return List.of(
            new Row(what + " to an actor on a loop", loop, pekko, TELL),
            new Row(what + " to an actor on a pool", tell(producers, Place.SLUICE_POOL_1), pekko, TELL),
            new Row(what + ", and the limit", loop, queue(producers, QueueBenchmark.Kind.AGRONA), Bar.NONE),
            new Row(what + ", and the JDK's queue", loop, queue(producers, QueueBenchmark.Kind.JDK), Bar.NONE));
    }

    private static List<Row> asks() {
        return List.of(
            new Row("64 asks under way, one thread", ask("byActor", Place.SLUICE_LOOP), ask("byActor", Place.PEKKO_1),
                Bar.NONE),
            new Row("64 asks under way, two threads", ask("byActor", Place.SLUICE_POOL_2),
                ask("byActor", Place.PEKKO_2), Bar.NONE),
            new Row("ask from outside, and wait", ask("fromOutside", Place.SLUICE_LOOP),
                ask("fromOutside", Place.PEKKO_1), Bar.NONE));
    }

    private static List<Row> lives() {
        return List.of(
            new Row("spawn and stop a child, one thread", spawn("byParent", Place.SLUICE_LOOP),
                spawn("byParent", Place.PEKKO_1), SPAWN),
            new Row("spawn and stop a child, pool of two", spawn("byParent", Place.SLUICE_POOL_2),
                spawn("byParent", Place.PEKKO_2), SPAWN),
            new Row("spawn from outside and stop, pool of two", spawn("fromOutside", Place.SLUICE_POOL_2),
                spawn("fromOutside", Place.PEKKO_2), SPAWN));
    }

    private static List<Row> idle() {
        Subject pekko = new Footprint(Place.PEKKO_1);
        return List.of(new Row("idle actor on a loop", new Footprint(Place.SLUICE_LOOP), pekko, IDLE),
            new Row("idle actor on a pool", new Footprint(Place.SLUICE_POOL_1), pekko, IDLE));
    }

    private static Subject pingPong(int pairs, Place place) {
        return new Trial(PingPongBenchmark.class, "play", Map.of("pairs", pairs, "place", place), place);
    }

    private static Subject hop(Place place) {
        return new Trial(HopBenchmark.class, "play", Map.of("place", place), place);
    }

    private static Subject tell(int producers, Place place) {
        return new Trial(TellBenchmark.class, "tell", Map.of("producers", producers, "place", place), place);
    }

    private static Subject queue(int producers, QueueBenchmark.Kind kind) {
        return new Trial(QueueBenchmark.class, "take", Map.of("producers", producers, "kind", kind), kind);
    }

    private static Subject ask(String method, Place place) {
        return new Trial(AskBenchmark.class, method, Map.of("place", place), place);
    }

    private static Subject spawn(String method, Place place) {
        return new Trial(SpawnBenchmark.class, method, Map.of("place", place), place);
    }
}
