package dev.sluice.tcp;

import dev.sluice.loop.Signal;
import dev.sluice.transport.Layer;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds connections back at their last step, each of them ready to be open, until a test lets all go at once. */
final class HeldBack implements Layer {
    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ready = new AtomicInteger();
    private volatile boolean letGo;

    @Override
    public StreamHandle wrap(StreamHandle inner) {
        return (StreamHandle) Proxy.newProxyInstance(StreamHandle.class.getClassLoader(),
            new Class<?>[] {StreamHandle.class}, (proxy, method, arguments) -> {
                try {
                    Object result = method.invoke(inner, arguments);
                    return switch (method.getName()) {
                        case "attach" -> signals.add((Signal) arguments[0]) ? null : result;
                        case "open" -> mayOpen((boolean) result);
                        case "watched" -> inner.localAddress() == null || letGo ? result : (Object) 0;
                        default -> result;
                    };
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }

    private boolean mayOpen(boolean isOpen) {
        if (isOpen) {
            ready.incrementAndGet();
        }
        return isOpen && letGo;
    }

    /** How many wait. */
    int ready() {
        return ready.get();
    }

    void letGo() {
        letGo = true;
        signals.forEach(signal -> signal.raise(Ready.HANDLE));
    }
}
