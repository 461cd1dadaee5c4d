package dev.sluice.bench.echo.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where every server listens, and how. */
final class Listening {
    /** Of connections that wait to be accepted: many come at once. */
    static final int BACKLOG = 4096;

    private Listening() {}

    /** Any free port of 127.0.0.1. */
    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
