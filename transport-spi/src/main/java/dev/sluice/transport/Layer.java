package dev.sluice.transport;

import java.io.IOException;
import java.util.Objects;

/** Wraps the handle of a connection in another one: a tap, a fault, TLS. What stands above doesn't notice. */
@FunctionalInterface
public interface Layer {
    /** Leaves each handle as it is. */
    Layer NONE = handle -> handle;

    /**
     * Wraps a handle, before its first step, on the connection's loop.
     *
     * @param handle belongs to the one that is returned, which closes it
     * @return what the connection works with
     * @throws IOException if that can't be done; the caller then closes the given handle
     */
    StreamHandle wrap(StreamHandle handle) throws IOException;

    /**
     * Puts another layer on top of this.
     *
     * @param outer nearer to the connection
     * @return both
     */
    default Layer then(Layer outer) {
        Objects.requireNonNull(outer, "outer");
        return handle -> {
            StreamHandle inner = wrap(handle);
            try {
                return outer.wrap(inner);
            } catch (Throwable e) {
                NioStream.closeAfter(inner::close, e);
                throw e;
            }
        };
    }
}
