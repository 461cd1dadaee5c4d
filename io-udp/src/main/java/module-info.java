/**
 * UDP sockets.
 */
module dev.sluice.io.udp {
    requires transitive dev.sluice.transport.spi;
    // exports dev.sluice.udp: with its first class
}
