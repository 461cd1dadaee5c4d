package dev.sluice.transport.tls;

import java.io.IOException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Both sides in turn, until bytes can be exchanged. */
final class Handshake {
    /** In one turn; one that is honest takes far fewer. */
    private static final int STEPS = 64;

    private final SSLEngine engine;
    private final Inbound in;
    private final Outbound out;
    private final Tasks tasks;
    private boolean begun;
    private boolean done;

    Handshake(SSLEngine engine, Inbound in, Outbound out, Tasks tasks) {
        this.engine = engine;
        this.in = in;
        this.out = out;
        this.tasks = tasks;
    }

    boolean isDone() {
        return done;
    }

    /**
     * Goes on as far as it can. Reads also while something waits to leave: else two that have both much to say would wait for each other.
     *
     * @return true once it is done
     */
    boolean goOn() throws IOException {
        if (!begun) {
            begun = true;
            engine.beginHandshake();
        }
        out.flush();
        boolean goesOn = !tasks.isRunning();
        if (goesOn) {
            tasks.requireNoFailure();
        }
        for (int steps = 0; goesOn && !done; steps++) {
            goesOn = steps < STEPS ? step() : laterOn();
        }
        return done;
    }

    /** A peer that sends without an end shall not have the loop for itself. */
    private boolean laterOn() {
        tasks.goOn();
        return false;
    }

    /** False if something has to come first. */
    private boolean step() throws IOException {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> tasks.done();
            case NEED_WRAP -> {
                requireGoesOn(!engine.isOutboundDone());
                yield out.speak();
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                requireGoesOn(!engine.isInboundDone());
                yield in.shakeOnce();
            }
            case FINISHED, NOT_HANDSHAKING -> {
                requireGoesOn(!engine.isInboundDone() && !engine.isOutboundDone());
                in.opened();
                done = true;
                yield true;
            }
        };
    }

    private static void requireGoesOn(boolean goesOn) throws SSLException {
        if (!goesOn) {
            throw new SSLException("the peer has ended the handshake");
        }
    }
}
