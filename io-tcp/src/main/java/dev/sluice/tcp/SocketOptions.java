package dev.sluice.tcp;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Options of a socket and their values. Immutable. Whether the system knows an option, and takes its value, shows when it is
 * applied; if not, the bind or connect fails with a cause that names the option.
 */
public final class SocketOptions {
    /** The system's defaults. */
    public static final SocketOptions NONE = new SocketOptions(Map.of());

    /** Small writes leave at once: {@link StandardSocketOptions#TCP_NODELAY} is on. */
    public static final SocketOptions NO_DELAY = NONE.with(StandardSocketOptions.TCP_NODELAY, true);

    private final Map<SocketOption<?>, Object> values;

    private SocketOptions(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    /**
     * Sets an option.
     *
     * @param option which
     * @param value its value
     * @param <T> the value's type
     * @return a copy
     * @throws IllegalArgumentException for {@link StandardSocketOptions#SO_LINGER}: how a connection closes is said by how it
     *         is told to
     */
    public <T> SocketOptions with(SocketOption<T> option, T value) {
        if (StandardSocketOptions.SO_LINGER.equals(option)) {
            throw new IllegalArgumentException(
                "SO_LINGER is not offered: use Connection.Abort, or ConnectionSettings.linger");
        }
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(values);
        more.put(Objects.requireNonNull(option, "option"), Objects.requireNonNull(value, "value"));
        return new SocketOptions(more);
    }

    /**
     * Leaves an option to the system.
     *
     * @param option which
     * @return a copy
     */
    public SocketOptions without(SocketOption<?> option) {
        Map<SocketOption<?>, Object> fewer = new LinkedHashMap<>(values);
        fewer.remove(option);
        return new SocketOptions(fewer);
    }

    void applyTo(NetworkChannel channel) throws IOException {
        for (Map.Entry<SocketOption<?>, Object> entry : values.entrySet()) {
            apply(channel, entry.getKey(), entry.getValue());
        }
    }

    @SuppressWarnings("unchecked")
    private static void apply(NetworkChannel channel, SocketOption<?> option, Object value) throws IOException {
        try {
            channel.setOption((SocketOption<Object>) option, value);
        } catch (UnsupportedOperationException e) {
            throw failed(option, value, "this kind of socket doesn't have it here", e);
        } catch (IOException | RuntimeException e) {
            throw failed(option, value, e.getMessage(), e);
        }
    }

    private static SocketException failed(SocketOption<?> option, Object value, String why, Exception cause) {
        SocketException failure = new SocketException("can't set " + option.name() + " to " + value + ": " + why);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketOptions options && options.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
