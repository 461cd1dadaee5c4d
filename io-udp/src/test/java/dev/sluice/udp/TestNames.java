package dev.sluice.udp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Names that only a test knows. {@code slow.test} is looked up for as long as the test wants. */
final class TestNames implements UdpSettings.Resolver {
    private final Map<String, InetAddress[]> known = new ConcurrentHashMap<>();
    private final CountDownLatch slowIsOver = new CountDownLatch(1);
    final AtomicInteger lookUps = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();

    TestNames with(String name, String... addresses) {
        known.put(name, Stream.of(addresses).map(TestNames::address).toArray(InetAddress[]::new));
        return this;
    }

    TestNames with(String name, InetAddress... addresses) {
        known.put(name, addresses);
        return this;
    }

    void forget(String name) {
        known.remove(name);
    }

    /** Of a literal. */
    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    void endSlowLookUps() {
        slowIsOver.countDown();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        lookUps.incrementAndGet();
        if (host.equals("slow.test")) {
            awaitEndOfSlowness();
        }
        InetAddress[] found = known.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        answered.incrementAndGet();
        return found.clone();
    }

    private void awaitEndOfSlowness() {
        try {
            slowIsOver.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
