package dev.sluice.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens on each connection's stream, at TRACE: opened, received, sent, ended, failed, aborted, closed, with lengths and the
 * first bytes. As long as the logger doesn't log that, the tap costs little, so that it can stand there and be switched on by the
 * logger's configuration, also for connections that are open.
 *
 * {@snippet :
 * BindSettings.DEFAULT.layer(LogTap.named("wire"));
 * }
 */
public final class LogTap implements Layer {
    private static final int DUMPED = 256;

    private final Logger logger;
    private final int dumped;

    LogTap(Logger logger, int dumped) {
        this.logger = logger;
        this.dumped = dumped;
    }

    /**
     * A tap that shows the first 256 bytes of what is sent and received at a time.
     *
     * @param logger its name
     * @return a layer
     */
    public static LogTap named(String logger) {
        Objects.requireNonNull(logger, "logger");
        return new LogTap(LoggerFactory.getLogger(logger), DUMPED);
    }

    /**
     * Sets how much is shown of what is sent and received at a time.
     *
     * @param bytes zero = only lengths
     * @return a copy
     */
    public LogTap dumping(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes is negative: " + bytes);
        }
        return new LogTap(logger, bytes);
    }

    @Override
    public StreamHandle wrap(StreamHandle handle) {
        return new Stream(handle);
    }

    private final class Stream extends TapStream {
        Stream(StreamHandle inner) {
            super(inner);
        }

        @Override
        boolean isOn() {
            return logger.isTraceEnabled();
        }

        @Override
        void opened() {
            note("opened");
        }

        @Override
        void received(ByteBuffer bytes) {
            if (isOn()) {
                note("received " + bytes.remaining() + HexDump.of(bytes, dumped));
            }
        }

        @Override
        void inputEnded() {
            note("input ended");
        }

        @Override
        void sent(ByteBuffer bytes, int offered) {
            if (isOn()) {
                note("sent " + bytes.remaining() + " of " + offered + HexDump.of(bytes, dumped));
            }
        }

        @Override
        void outputEnded() {
            note("output ended");
        }

        @Override
        void failed(IOException cause) {
            note("failed: " + cause);
        }

        @Override
        void aborted() {
            note("aborted");
        }

        @Override
        void closed() {
            note("closed");
        }

        private void note(String what) {
            if (isOn()) {
                logger.trace("{} - {} {}", text(localAddress()), text(remoteAddress()), what);
            }
        }

        private static String text(SocketAddress address) {
            String text = address == null ? "?" : address.toString();
            return text.startsWith("/") ? text.substring(1) : text;
        }
    }
}
