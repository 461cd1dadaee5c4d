package dev.sluice.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Key;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.testkit.ManualDispatcher;
import dev.sluice.testkit.ManualSystem;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouterTest {
    private record Job(int customer, String what) {}

    private static final Job FAIL = new Job(0, "fail");
    private static final Job END = new Job(0, "end");

    private final ManualSystem manual = ManualSystem.create("router");
    private final ActorSystem system = manual.system();
    private final List<DeadLetter> lost = new ArrayList<>();
    /** Who got which job, in order. */
    private final List<String> log = new ArrayList<>();
    private int made;

    RouterTest() {
        system.onDeadLetter(lost::add);
    }

    @AfterEach
    void close() {
        manual.close();
    }

    private ActorFactory<Job> worker() {
        return ctx -> {
            int number = made++;
            return job -> {
                log.add(number + job.what);
                if (job.equals(FAIL)) {
                    throw new ArithmeticException();
                } else if (job.equals(END)) {
                    ctx.stop();
                }
            };
        };
    }

    private ActorRef<Job> pool(int size, Routing<Job> routing) {
        return system.spawn("pool", Router.pool(size, routing, Spec.named("worker"), worker()));
    }

    private List<ActorRef<Job>> workers(int count) {
        List<ActorRef<Job>> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workers.add(system.spawn("worker", worker()));
            manual.run();
        }
        return workers;
    }

    private void send(ActorRef<Job> router, Job... jobs) {
        List.of(jobs).forEach(job -> {
            router.tell(job);
            manual.run();
        });
    }

    private static Job job(String what) {
        return new Job(1, what);
    }

    @Test
    void table2_9_roundRobinGoesOneAfterTheOther() {
        send(pool(3, Routing.roundRobin()), job("a"), job("b"), job("c"), job("d"));
        assertEquals(List.of("0a", "1b", "2c", "0d"), log);
    }

    @Test
    void row1_5_aPoolWorksOnSeveralMessagesAtOnce() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        try (ActorSystem real = ActorSystem.create(Settings.named("real").poolThreads(2))) {
            ActorRef<Job> jobs = real.spawn("pool",
                Router.pool(2, Routing.roundRobin(), Spec.named("w"), ctx -> job -> {
                    both.countDown();
                    both.await(20, TimeUnit.SECONDS);
                }));
            jobs.tell(job("a"));
            jobs.tell(job("b"));
            assertTrue(both.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void table2_9_broadcastGoesToAll() {
        send(pool(3, Routing.broadcast()), job("a"), job("b"));
        assertEquals(List.of("0a", "1a", "2a", "0b", "1b", "2b"), log);
    }

    /** Which worker each customer's job goes to. */
    private Map<Integer, Integer> assignment(ActorRef<Job> router) {
        Map<Integer, Integer> assignment = new HashMap<>();
        for (int customer = 0; customer < 300; customer++) {
            log.clear();
            send(router, new Job(customer, ""));
            assignment.put(customer, Integer.valueOf(log.get(0)));
        }
        return assignment;
    }

    @Test
    void table2_9_hashMovesOnlyTheShareOfWhoHasEnded() {
        List<ActorRef<Job>> workers = workers(5);
        ActorRef<Job> router = system.spawn("group", Router.group(Routing.hash(job -> job.customer()), workers));
        Map<Integer, Integer> before = assignment(router);
        assertEquals(before, assignment(router));
        for (int worker = 0; worker < 5; worker++) {
            int number = worker;
            long share = before.values().stream().filter(to -> to == number).count();
            assertTrue(share > 30 && share < 100, "of 300 " + worker + " got " + share);
        }
        manual.await(system.stop(workers.get(2)));
        Map<Integer, Integer> after = assignment(router);
        before.forEach((customer, worker) -> assertTrue(worker == 2 || worker.equals(after.get(customer))));
        assertTrue(after.values().stream().noneMatch(worker -> worker == 2));
    }

    @Test
    void table2_9_hashGivesANewOneOnlyWhatItTakesOver() {
        Key<Job> jobs = Key.named("jobs");
        List<ActorRef<Job>> workers = workers(4);
        workers.subList(0, 3).forEach(worker -> system.registry().register(jobs, worker));
        ActorRef<Job> router = system.spawn("group", Router.group(Routing.hash((Job job) -> job.customer()), jobs));
        Map<Integer, Integer> before = assignment(router);
        system.registry().register(jobs, workers.get(3));
        Map<Integer, Integer> after = assignment(router);
        after.forEach((customer, worker) -> assertTrue(worker == 3 || worker.equals(before.get(customer))));
        assertTrue(after.containsValue(3));
    }

    @Test
    void g25_aGroupThatWasRestartedIsToldOfEachChangeOnce() {
        Key<Job> jobs = Key.named("jobs");
        List<ActorRef<Job>> workers = workers(2);
        system.registry().register(jobs, workers.get(0));
        ActorRef<Job> router = system.spawn(Spec.named("group").onFailure(failure -> Directive.restart()),
            Router.group(Routing.hash((Job job) -> 1 / job.customer()), jobs));
        send(router, FAIL, FAIL, FAIL);
        system.registry().register(jobs, workers.get(1));
        assertEquals(1, system.depth(router));
    }

    @Test
    void table2_9_leastLoadedGoesToWhoHasTheFewest() {
        List<ActorRef<Job>> workers = workers(2);
        ActorRef<Job> router = system.spawn("group", Router.group(Routing.leastLoaded(), workers));
        manual.run();
        for (int i = 0; i < 6; i++) {
            router.tell(job("" + i));
        }
        manual.dispatcher().runOne(); // only the router: nobody has done anything yet
        manual.run();
        assertEquals(3, log.stream().filter(entry -> entry.startsWith("0")).count());
        assertEquals(3, log.stream().filter(entry -> entry.startsWith("1")).count());
    }

    @Test
    void table2_9_leastLoadedAvoidsWhoIsBusy() {
        ManualDispatcher elsewhere = new ManualDispatcher();
        ActorRef<Job> slow = system.spawn(Spec.named("slow").on(elsewhere), worker());
        elsewhere.run();
        ActorRef<Job> quick = workers(1).get(0);
        ActorRef<Job> router = system.spawn("group", Router.group(Routing.leastLoaded(), List.of(slow, quick)));
        for (int i = 0; i < 100; i++) {
            send(router, job("" + i));
        }
        assertTrue(log.size() >= 99, "the slow one got " + (100 - log.size()));
        assertTrue(log.stream().allMatch(entry -> entry.startsWith("1")));
        elsewhere.run();
        assertEquals(100, log.size());
        send(router, job("a"), job("b")); // its count is down again
        elsewhere.run();
        assertEquals(1, log.stream().skip(100).filter(entry -> entry.startsWith("0")).count());
        system.stop(slow);
        elsewhere.run();
    }

    @Test
    void table2_9_whoEndsIsRemovedAndTheOthersGoOn() {
        ActorRef<Job> pool = pool(3, Routing.roundRobin());
        send(pool, job("a"), FAIL, job("c"), job("d"), job("e"), job("f"));
        assertEquals(List.of("0a", "1fail", "0c", "2d", "0e", "2f"), log);
        assertEquals(List.of(), lost);
    }

    @Test
    void table2_9_aRouteeIsRestartedIfItsSpecSaysSo() {
        ActorRef<Job> pool = system.spawn("pool", Router.pool(1, Routing.roundRobin(),
            Spec.named("worker").onFailure(failure -> Directive.restart()), worker()));
        send(pool, FAIL, job("a"));
        assertEquals(List.of("0fail", "1a"), log);
    }

    @Test
    void table2_9_aPoolStopsWithItsLastRoutee() {
        Probe<Object> probe = Probe.in(manual);
        ActorRef<Job> pool = pool(2, Routing.broadcast());
        probe.watch(pool);
        send(pool, END);
        assertEquals(new Stop.Normal(), probe.expectTerminated(pool).reason());
        send(pool, job("late"));
        assertEquals(List.of(new DeadLetter(job("late"), pool, DeadLetter.Reason.STOPPED)), lost);
    }

    @Test
    void table2_9_aPoolFailsWithTheFailureOfItsLastRoutee() {
        Probe<Object> probe = Probe.in(manual);
        ActorRef<Job> pool = pool(2, Routing.broadcast());
        probe.watch(pool);
        send(pool, FAIL);
        Stop.Failed failed = assertInstanceOf(Stop.Failed.class, probe.expectTerminated(pool).reason());
        assertInstanceOf(ArithmeticException.class, failed.cause().getCause());
    }

    @Test
    void table2_9_aPoolThatIsRestartedHasAllItsRouteesAgain() {
        ActorRef<Job> pool = system.spawn(Spec.named("pool").onFailure(failure -> Directive.restart()),
            Router.pool(2, Routing.broadcast(), Spec.named("worker"), worker()));
        send(pool, FAIL, job("a"));
        assertEquals(List.of("0fail", "1fail", "2a", "3a"), log);
    }

    @Test
    void table2_9_aGroupStopsWithItsLastRoutee() {
        Probe<Object> probe = Probe.in(manual);
        List<ActorRef<Job>> workers = workers(2);
        ActorRef<Job> group = system.spawn("group", Router.group(Routing.roundRobin(),
            List.of(workers.get(0), workers.get(1).accepting((Job job) -> job), workers.get(1))));
        probe.watch(group);
        send(group, job("a"), job("b"), job("c"));
        assertEquals(List.of("0a", "1b", "1c"), log);
        workers.forEach(worker -> manual.await(system.kill(worker)));
        manual.advance(Duration.ZERO);
        assertEquals(new Stop.Normal(), probe.expectTerminated(group).reason());
    }

    @Test
    void table2_9_aGroupFollowsTheRegistryAndWithoutARouteeAllIsDeadLetters() {
        Key<Job> jobs = Key.named("jobs");
        ActorRef<Job> group = system.spawn("group", Router.group(Routing.roundRobin(), jobs));
        send(group, job("early"));
        assertEquals(List.of(new DeadLetter(job("early"), group, DeadLetter.Reason.NO_RECEIVER)), lost);
        List<ActorRef<Job>> workers = workers(2);
        workers.forEach(worker -> system.registry().register(jobs, worker));
        send(group, job("a"), job("b"));
        manual.await(system.stop(workers.get(0)));
        send(group, job("c"), job("d"));
        manual.await(system.stop(workers.get(1)));
        send(group, job("late"));
        assertEquals(List.of("0a", "1b", "1c", "1d"), log);
        assertEquals(new DeadLetter(job("late"), group, DeadLetter.Reason.NO_RECEIVER), lost.get(1));
    }

    @Test
    void badArgumentsAreNamed() {
        assertThrows(IllegalArgumentException.class, () -> pool(0, Routing.roundRobin()));
        assertThrows(IllegalArgumentException.class,
            () -> Router.group(Routing.roundRobin(), List.<ActorRef<Job>>of()));
        assertEquals("key", assertThrows(NullPointerException.class, () -> Routing.hash(null)).getMessage());
        assertEquals("routing",
            assertThrows(NullPointerException.class, () -> Router.group(null, Key.named("x"))).getMessage());
    }
}
