/**
 * What a transport is written against: thin handles to implement, and the actors that do the work on top of them.
 */
module dev.sluice.transport.spi {
    requires transitive dev.sluice.io.api;
    requires jdk.jfr;
    requires org.slf4j;
    requires jdk.net; // no class of it is named, but channels have its options only where it is

    exports dev.sluice.transport;
    exports dev.sluice.transport.tls;

    uses dev.sluice.transport.TransportProvider;
}
