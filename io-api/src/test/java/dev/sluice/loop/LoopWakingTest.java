package dev.sluice.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In what order those run that a task has woken. */
class LoopWakingTest {
    private final List<String> log = new ArrayList<>();
    private final Loop loop = Loop.stepped("stepped");

    /** All that there is to do, on this thread. */
    private void runAll() {
        loop.onStart();
        while (loop.doWork() > 0) {
            // again
        }
        loop.onClose();
    }

    private Runnable noting(String what) {
        return () -> log.add(what);
    }

    @Test
    void shouldRunWhatIsWokenBehindTheOthers() {
        loop.execute(() -> loop.executeWoken(noting("woken")));
        loop.execute(noting("other"));
        runAll();
        assertEquals(List.of("other", "woken"), log);
    }

    @Test
    void shouldRunItNextWhereThatIsAskedFor() {
        loop.execute(() -> {
            loop.wakeNext();
            loop.executeWoken(() -> {
                log.add("woken");
                loop.executeWoken(noting("woken by it"));
            });
        });
        loop.execute(noting("other"));
        runAll();
        assertEquals(List.of("woken", "woken by it", "other"), log);
    }

    @Test
    void shouldForgetThatItWasAskedForWithTheNextOfTheOthers() {
        loop.execute(loop::wakeNext);
        loop.execute(() -> loop.executeWoken(noting("woken")));
        loop.execute(noting("other"));
        runAll();
        assertEquals(List.of("other", "woken"), log);
    }

    @Test
    void shouldKeepTheOrderOfTasksThatAreNotWoken() {
        loop.execute(() -> {
            loop.wakeNext();
            loop.execute(noting("task"));
            loop.executeWoken(noting("woken"));
        });
        loop.execute(noting("other"));
        runAll();
        assertEquals(List.of("woken", "other", "task"), log);
    }

    @Test
    void shouldRunOneOfTheOthersAfterFour() {
        int[] woken = new int[1];
        Runnable wakingAgain = new Runnable() {
            @Override
            public void run() {
                if (woken[0]++ < 100) {
                    loop.executeWoken(this);
                }
            }
        };
        loop.execute(() -> {
            loop.wakeNext();
            loop.executeWoken(wakingAgain);
        });
        loop.execute(() -> log.add("other after " + woken[0]));
        runAll();
        assertEquals(List.of("other after 4"), log);
        assertEquals(101, woken[0]);
    }

    @Test
    void shouldLetThoseThatGoFirstGoFirst() {
        loop.execute(() -> {
            loop.wakeNext();
            loop.executeWoken(noting("woken"));
            loop.executeFirst(noting("first"));
        });
        loop.execute(noting("other"));
        runAll();
        assertEquals(List.of("first", "other", "woken"), log);
    }

    @Test
    void shouldGoOnAfterATaskThatFails() {
        loop.execute(() -> {
            loop.wakeNext();
            loop.executeWoken(noting("woken"));
            throw new IllegalStateException("on purpose");
        });
        loop.execute(noting("other"));
        runAll();
        assertEquals(List.of("woken", "other"), log);
    }

    @Test
    void shouldLoseNothingWhereNoTaskRuns() {
        loop.schedule(0, () -> {
            loop.wakeNext();
            loop.executeWoken(noting("woken by a timer"));
        });
        runAll();
        assertEquals(List.of("woken by a timer"), log);
    }

    @Test
    void shouldTakeWhatIsWokenFromOutsideAndNothingElse() throws InterruptedException {
        Thread outside = Thread.ofPlatform().start(() -> {
            loop.executeWoken(noting("woken from outside"));
            assertThrows(IllegalStateException.class, loop::wakeNext);
            log.add("refused");
        });
        outside.join();
        runAll();
        assertEquals(List.of("refused", "woken from outside"), log);
    }
}
