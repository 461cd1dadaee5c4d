package dev.sluice.examples.search;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A corpus that can be made to keep its readers waiting: so that a test sees what is while something is rebuilt. */
final class HeldCorpus implements Corpus {
    private final Corpus corpus;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    HeldCorpus(Corpus corpus) {
        this.corpus = corpus;
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    @Override
    public List<String> names() {
        return corpus.names();
    }

    @Override
    public String text(String name) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return corpus.text(name);
    }
}
