package dev.sluice.actor;

import java.util.Arrays;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LocationAwareLogger;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.MDCAdapter;

/**
 * A logger that says for whom it logs: for the time of each call the actor's path is in the MDC of the calling thread, and afterwards
 * what was there before. Nothing stays with a thread that serves many actors.
 */
class ActorLogger extends AbstractLogger implements LocationAwareLogger {
    static final String KEY = "actor";
    /** Whoever calls this class is the caller that a line names. */
    private static final String BOUNDARY = AbstractLogger.class.getName();
    private static final long serialVersionUID = 1;

    final transient Logger logger;
    private final transient Object actor;
    private final transient MDCAdapter mdc;

    private ActorLogger(Logger logger, Object actor, MDCAdapter mdc) {
        this.name = logger.getName();
        this.logger = logger;
        this.actor = actor;
        this.mdc = mdc;
    }

    /** A fluent call hands over all that it has gathered, if the logger behind takes it. */
    static Logger of(Logger logger, Object actor, MDCAdapter mdc) {
        return logger instanceof LoggingEventAware
            ? new Structured(logger, actor, mdc)
            : new ActorLogger(logger, actor, mdc);
    }

    @Override
    protected final String getFullyQualifiedCallerName() {
        return BOUNDARY;
    }

    @Override
    protected final void handleNormalizedLoggingCall(Level level, Marker marker, String message, Object[] arguments,
        Throwable cause) {
        log(marker, BOUNDARY, level.toInt(), message, arguments, cause);
    }

    @Override
    public final void log(Marker marker, String boundary, int level, String message, Object[] arguments,
        Throwable cause) {
        within(() -> {
            if (logger instanceof LocationAwareLogger aware) {
                aware.log(marker, boundary, level, message, arguments, cause);
            } else {
                call(Level.intToLevel(level), marker, message, all(arguments, cause));
            }
        });
    }

    private void call(Level level, Marker marker, String message, Object[] all) {
        switch (level) {
            case TRACE -> logger.trace(marker, message, all);
            case DEBUG -> logger.debug(marker, message, all);
            case INFO -> logger.info(marker, message, all);
            case WARN -> logger.warn(marker, message, all);
            case ERROR -> logger.error(marker, message, all);
        }
    }

    /** A cause that comes last is known as such. */
    private static Object[] all(Object[] arguments, Throwable cause) {
        Stream<Object> given = arguments == null ? Stream.empty() : Arrays.stream(arguments);
        return cause == null ? given.toArray() : Stream.concat(given, Stream.of(cause)).toArray();
    }

    final void within(Runnable call) {
        String before = mdc.get(KEY);
        mdc.put(KEY, actor.toString());
        try {
            call.run();
        } finally {
            if (before == null) {
                mdc.remove(KEY);
            } else {
                mdc.put(KEY, before);
            }
        }
    }

    @Override
    public final boolean isTraceEnabled() {
        return logger.isTraceEnabled();
    }

    @Override
    public final boolean isTraceEnabled(Marker marker) {
        return logger.isTraceEnabled(marker);
    }

    @Override
    public final boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    @Override
    public final boolean isDebugEnabled(Marker marker) {
        return logger.isDebugEnabled(marker);
    }

    @Override
    public final boolean isInfoEnabled() {
        return logger.isInfoEnabled();
    }

    @Override
    public final boolean isInfoEnabled(Marker marker) {
        return logger.isInfoEnabled(marker);
    }

    @Override
    public final boolean isWarnEnabled() {
        return logger.isWarnEnabled();
    }

    @Override
    public final boolean isWarnEnabled(Marker marker) {
        return logger.isWarnEnabled(marker);
    }

    @Override
    public final boolean isErrorEnabled() {
        return logger.isErrorEnabled();
    }

    @Override
    public final boolean isErrorEnabled(Marker marker) {
        return logger.isErrorEnabled(marker);
    }

    private static final class Structured extends ActorLogger implements LoggingEventAware {
        private static final long serialVersionUID = 1;

        Structured(Logger logger, Object actor, MDCAdapter mdc) {
            super(logger, actor, mdc);
        }

        @Override
        public void log(LoggingEvent event) {
            within(() -> ((LoggingEventAware) logger).log(event));
        }
    }
}
