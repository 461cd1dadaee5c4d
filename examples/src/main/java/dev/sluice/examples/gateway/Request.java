package dev.sluice.examples.gateway;

import java.util.Objects;

/**
 * A request that has come to its end.
 *
 * @param form what its answer must look like
 * @param method as it was written
 * @param target as it was written
 * @param body belongs to whoever has the request
 */
record Request(Form form, String method, String target, byte[] body) {
    /** Checks the fields. */
    Request {
        Objects.requireNonNull(form, "form");
    }

    /**
     * What of a request decides how any answer to it is written.
     *
     * @param isOld whether it is HTTP/1.0
     * @param keepsAlive whether another request may follow
     * @param wantsBody false for HEAD
     */
    record Form(boolean isOld, boolean keepsAlive, boolean wantsBody) {
        /** Nothing may follow. */
        static final Form LAST = new Form(false, false, true);

        Form last() {
            return new Form(isOld, false, wantsBody);
        }
    }
}
