package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.loop.Loop;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** With a loop that has a thread and sleeps in the poller. */
class NioPollerOnLoopTest {
    private final FakeProvider provider = new FakeProvider();

    @Test
    void shouldBeInstalledOnce() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO)) {
            NioPoller poller = install(loop);

            assertSame(poller, install(loop));
            assertEquals(1, provider.given.size());
        }
        assertTrue(provider.given.stream().noneMatch(FakeSelector::isOpen));
    }

    private NioPoller install(Loop loop) throws Exception {
        return on(loop, () -> loop.poller(NioPoller.class, () -> new NioPoller(provider)));
    }

    private static <T> T on(Loop loop, Callable<T> call) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.get();
    }

    @Test
    void shouldRaiseOnTheLoop() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO); Pair pair = Pair.open()) {
            NioPoller poller = install(loop);
            CompletableFuture<Boolean> inLoop = new CompletableFuture<>();
            on(loop, () -> {
                poller.register(pair, bits -> inLoop.complete(loop.inLoop())).interest(Ready.READ);
                return null;
            });

            pair.peerSays("hello");

            assertTrue(inLoop.get());
        }
    }

    @Test
    void shouldBeWokenFromABlockingPollByATask() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO)) {
            NioPoller poller = install(loop);
            FakeSelector selector = provider.last();
            for (int i = 0; i < 100; i++) {
                awaitSleep(loop, selector);
                long before = poller.wakeUps();

                on(loop, () -> null);

                until(() -> poller.wakeUps() > before);
            }
            assertEquals(0, poller.rebuilds());
        }
    }

    /** Waits until the loop's thread is inside a select that doesn't return by itself. */
    private static void awaitSleep(Loop loop, FakeSelector selector) throws Exception {
        Thread thread = on(loop, Thread::currentThread);
        until(() -> {
            long seen = selector.selects.get();
            return selector.blocks && isInSelect(thread) && seen == selector.selects.get();
        });
    }

    private static void until(Callable<Boolean> reached) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(reached);
    }

    private static boolean isInSelect(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }

    @Test
    void shouldNotSpinAfterAStrayInterrupt() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO)) {
            NioPoller poller = install(loop);
            FakeSelector selector = provider.last();
            Thread thread = on(loop, Thread::currentThread);
            on(loop, () -> {
                Thread.currentThread().interrupt();
                return null;
            });
            for (int i = 0; i < 10; i++) {
                awaitSleep(loop, selector);
                thread.interrupt();
                until(() -> !thread.isInterrupted());
            }
            awaitSleep(loop, selector);

            assertTrue(selector.selects.get() < 200, () -> selector.selects + " selects");
            assertEquals(0, poller.rebuilds());
        }
    }

    @Test
    void shouldReplaceASelectorThatSpinsUnderTheLoop() throws Exception {
        provider.spinning = 1;
        try (Loop loop = Loop.threaded("loop", Duration.ZERO); Pair pair = Pair.open()) {
            NioPoller poller = install(loop);
            Bits signal = new Bits();
            on(loop, () -> {
                poller.register(pair, signal).interest(Ready.READ);
                return null;
            });

            until(() -> poller.rebuilds() == 1);
            pair.peerSays("hello");
            until(() -> signal.has(Ready.READ));

            on(loop, () -> {
                pair.drain();
                return null;
            });
            awaitSleep(loop, provider.last());
            on(loop, () -> null);
            assertEquals(1, poller.rebuilds());
            assertEquals(2, provider.given.size());
        }
    }

    @Test
    void shouldBeReplacedWhenItBreaks() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO); Pair pair = Pair.open()) {
            NioPoller broken = install(loop);
            Bits signal = new Bits();
            AtomicReference<IOException> cause = new AtomicReference<>();
            CountDownLatch told = new CountDownLatch(1);
            ChannelPoller.Registration registration = on(loop, () -> {
                loop.onPollerLost(e -> {
                    cause.set(e);
                    told.countDown();
                });
                return broken.register(pair, signal);
            });

            provider.last().close();
            told.await();

            assertEquals(Ready.LOST, signal.take());
            assertInstanceOf(ClosedSelectorException.class, cause.get().getCause());
            assertNotSame(broken, install(loop));
            watchAgain(loop, registration, pair);
        }
    }

    private void watchAgain(Loop loop, ChannelPoller.Registration old, Pair pair) throws Exception {
        try (Pair fresh = Pair.open()) {
            CompletableFuture<Integer> raised = new CompletableFuture<>();
            CompletableFuture<Boolean> flushed = new CompletableFuture<>();
            on(loop, () -> {
                old.cancel(() -> flushed.complete(loop.inLoop()));
                pair.ours().close();
                ChannelPoller poller = loop.poller(ChannelPoller.class, NioPoller::new);
                poller.register(fresh, raised::complete).interest(Ready.WRITE);
                return null;
            });

            assertEquals(Ready.WRITE, raised.get());
            assertTrue(flushed.get());
        }
    }

    @Test
    void shouldBeReplacedWhenASelectFails() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO)) {
            NioPoller poller = install(loop);
            CompletableFuture<IOException> cause = new CompletableFuture<>();
            on(loop, () -> loop.onPollerLost(cause::complete));

            provider.last().failure = new IOException("Bad file descriptor");
            loop.execute(() -> {});

            assertEquals("Bad file descriptor", cause.get().getMessage());
            assertTrue(provider.given.stream().noneMatch(FakeSelector::isOpen));
            assertNotSame(poller, install(loop));
        }
    }

    @Test
    void shouldCallBackInALaterTurn() throws Exception {
        try (Loop loop = Loop.threaded("loop", Duration.ZERO); Pair pair = Pair.open()) {
            NioPoller poller = install(loop);
            CompletableFuture<Boolean> free = new CompletableFuture<>();
            long before = Descriptors.count();
            on(loop, () -> {
                poller.register(pair, new Bits()).cancel(() -> free.complete(Descriptors.count() == before - 1));
                pair.ours().close();
                return null;
            });

            assertTrue(free.get());
        }
    }
}
