package dev.sluice.actor;

import java.util.function.Consumer;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LocationAwareLogger;
import org.slf4j.spi.LoggingEventAware;

/** A logger behind another one that tells a test what it was handed. */
class RecordingLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    @FunctionalInterface
    interface Sink {
        void log(Level level, Marker marker, String boundary, String message, Object[] arguments, Throwable cause);
    }

    private final Level threshold;
    final transient Sink sink;

    RecordingLogger(Level threshold, Sink sink) {
        this.name = "recording";
        this.threshold = threshold;
        this.sink = sink;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String message, Object[] arguments,
        Throwable cause) {
        sink.log(level, marker, null, message, arguments, cause);
    }

    private boolean isOn(Level level) {
        return level.toInt() >= threshold.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return isOn(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isOn(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isOn(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isOn(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isOn(Level.ERROR);
    }

    static class LocationAware extends RecordingLogger implements LocationAwareLogger {
        private static final long serialVersionUID = 1;

        LocationAware(Level threshold, Sink sink) {
            super(threshold, sink);
        }

        @Override
        public void log(Marker marker, String boundary, int level, String message, Object[] arguments,
            Throwable cause) {
            sink.log(Level.intToLevel(level), marker, boundary, message, arguments, cause);
        }
    }

    static final class EventAware extends LocationAware implements LoggingEventAware {
        private static final long serialVersionUID = 1;

        private final transient Consumer<LoggingEvent> events;

        EventAware(Level threshold, Sink sink, Consumer<LoggingEvent> events) {
            super(threshold, sink);
            this.events = events;
        }

        @Override
        public void log(LoggingEvent event) {
            events.accept(event);
        }
    }
}
