/**
 * Servers and clients over Unix domain sockets.
 */
module dev.sluice.io.unix {
    requires transitive dev.sluice.transport.spi;
    requires jdk.net; // the credentials of a peer

    exports dev.sluice.unix;

    provides dev.sluice.transport.TransportProvider with dev.sluice.unix.UnixProvider;
}
