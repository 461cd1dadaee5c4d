/**
 * TCP servers and clients.
 */
module dev.sluice.io.tcp {
    requires transitive dev.sluice.transport.spi;

    exports dev.sluice.tcp;

    provides dev.sluice.transport.TransportProvider with dev.sluice.tcp.TcpProvider;
}
