package dev.sluice.examples.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request is not carried out, and nothing has been touched; the message is for the client. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient HttpResponseStatus status;

    /** Says why. */
    RefusedException(HttpResponseStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpResponseStatus status() {
        return status;
    }
}
