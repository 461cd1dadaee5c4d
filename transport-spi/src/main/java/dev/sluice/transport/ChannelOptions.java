package dev.sluice.transport;

import dev.sluice.io.SocketOptions;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.util.HashMap;
import java.util.Map;

/** Sets {@link SocketOptions} on NIO channels of any kind, and reads what they have. */
public final class ChannelOptions {
    /** The other side's user, which is no option of this socket, and whose name may have to be asked for elsewhere. */
    private static final String PEER = "SO_PEERCRED";

    private ChannelOptions() {}

    /**
     * Sets options one after the other, up to the first that can't be set.
     *
     * @param channel is open
     * @param options those to set
     * @throws SocketException names the option and its value, and says why: the channel doesn't have such an option, or the system
     *         refuses the value
     */
    public static void set(NetworkChannel channel, SocketOptions options) throws SocketException {
        for (Map.Entry<String, Object> entry : options.values().entrySet()) {
            set(channel, entry.getKey(), entry.getValue());
        }
    }

    /**
     * Sets options on a new channel, which is closed if that fails.
     *
     * @param channel is the caller's again when this returns
     * @param options those to set
     * @param <C> the kind of channel
     * @return the channel
     * @throws SocketException as {@link #set} does
     */
    public static <C extends NetworkChannel> C setOrClose(C channel, SocketOptions options) throws SocketException {
        try {
            set(channel, options);
            return channel;
        } catch (Throwable e) {
            NioStream.closeAfter(channel, e);
            throw e;
        }
    }

    private static void set(NetworkChannel channel, String name, Object value) throws SocketException {
        SocketOption<Object> option = named(name, channel);
        if (option == null) {
            throw failed(name, value, "this kind of socket doesn't have it here",
                new UnsupportedOperationException("no " + name));
        }
        try {
            channel.setOption(option, value);
        } catch (IOException | RuntimeException e) {
            throw failed(name, value, e.getMessage(), e);
        }
    }

    /** Null: the channel doesn't have it. */
    @SuppressWarnings("unchecked")
    private static SocketOption<Object> named(String name, NetworkChannel channel) {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals(name)) {
                return (SocketOption<Object>) option;
            }
        }
        return null;
    }

    private static SocketException failed(String name, Object value, String why, Exception cause) {
        SocketException failure = new SocketException("can't set " + name + " to " + value + ": " + why);
        failure.initCause(cause);
        return failure;
    }

    /**
     * Reads all options.
     *
     * @param channel any
     * @return those that can be read: none if it is closed
     */
    public static SocketOptions.Effective get(NetworkChannel channel) {
        Map<String, Object> values = new HashMap<>();
        for (SocketOption<?> option : channel.supportedOptions()) {
            Object value = option.name().equals(PEER) ? null : get(channel, option);
            if (value != null) {
                values.put(option.name(), value);
            }
        }
        return new SocketOptions.Effective(values);
    }

    private static Object get(NetworkChannel channel, SocketOption<?> option) {
        try {
            return channel.getOption(option);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
