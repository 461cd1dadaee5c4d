package dev.sluice.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which poller a loop has: at first one that only parks, then a transport's, and the first kind again when that one breaks. */
final class PollerSlot {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final Loop loop;
    private final List<Consumer<? super IOException>> watchers = new ArrayList<>();
    private volatile Poller poller = new ParkingPoller();

    PollerSlot(Loop loop) {
        this.loop = loop;
    }

    /** Any thread. */
    Poller poller() {
        return poller;
    }

    <P extends Poller> P install(Class<P> type, Supplier<? extends P> factory) {
        if (poller instanceof ParkingPoller) {
            poller = factory.get();
        }
        if (!type.isInstance(poller)) {
            throw new IllegalStateException("loop " + loop + " is driven by a " + poller.getClass().getName()
                + ", not by a " + type.getName() + ": give that transport a loop of its own");
        }
        return type.cast(poller);
    }

    Runnable watch(Consumer<? super IOException> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    int poll(long timeoutNanos) {
        try {
            return poller.poll(timeoutNanos);
        } catch (IOException e) {
            lost(e);
        } catch (Throwable e) {
            lost(new IOException("the poller threw what it should not", e));
        }
        return 1;
    }

    private void lost(IOException cause) {
        LOG.error("loop {} lost its {}, and closes what it watched", loop, poller.getClass().getSimpleName(), cause);
        Poller broken = poller;
        poller = new ParkingPoller();
        loop.guarded(broken::close);
        List.copyOf(watchers).forEach(watcher -> loop.guarded(() -> watcher.accept(cause)));
    }
}
