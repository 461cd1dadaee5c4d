package dev.sluice.examples.search;

import static org.awaitility.Awaitility.await;

import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks the same again and again, one query after the other, on a thread and a connection of its own. */
final class ContinuousClient implements AutoCloseable {
    /** A busy machine is no fault of the server. */
    static final Duration SLACK = Duration.ofSeconds(5);

    private final SearchClient client;
    private final String query;
    private final List<List<String>> answers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "client");
    private volatile boolean isOver;
    private volatile long longest;
    private volatile Throwable failure;

    ContinuousClient(TestSearch search, String query) throws IOException {
        this.client = search.connect();
        this.query = query;
        thread.start();
        awaitAnswers(1);
    }

    private void run() {
        try {
            while (!isOver) {
                long start = System.nanoTime();
                answers.add(client.search(query));
                longest = Math.max(longest, System.nanoTime() - start);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    /** Waits until there are so many more than now. */
    void awaitAnswers(int more) {
        int enough = answers.size() + more;
        await().atMost(Probe.PATIENCE).pollInterval(Duration.ofMillis(5))
            .until(() -> failure != null || answers.size() >= enough);
        checkFailure();
    }

    List<List<String>> answers() {
        return answers;
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }

    private void checkFailure() {
        if (failure != null) {
            throw new AssertionError("after " + answers.size() + " answers", failure);
        }
    }

    /** Ends it after the answer that it waits for. */
    @Override
    public void close() throws IOException {
        isOver = true;
        await().atMost(Probe.PATIENCE).until(() -> !thread.isAlive());
        client.close();
        checkFailure();
    }
}
