package dev.sluice.transport;

import dev.sluice.io.Connection;
import java.time.Duration;

/**
 * Tells a handler that its listener is drained: nobody new comes in, and this connection should come to its end. It may finish what it
 * is at, and closes then. What is still open when the time is over is closed.
 *
 * <p>Comes once to whoever is the handler when the drain begins, and once to each that takes over later.
 *
 * @param left how long it may take, as seen now
 */
public record Draining(Duration left) implements Connection.Extension {}
