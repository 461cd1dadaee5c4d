package dev.sluice.bench.echo.server;

/** What a server listens to. */
public enum Transport {
    /** Connections. */
    TCP,
    /** Datagrams. */
    UDP
}
