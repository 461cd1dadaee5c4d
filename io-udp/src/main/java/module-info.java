/**
 * UDP sockets.
 */
module dev.sluice.io.udp {
    requires transitive dev.sluice.transport.spi;

    exports dev.sluice.udp;

    provides dev.sluice.transport.TransportProvider with dev.sluice.udp.UdpProvider;
}
