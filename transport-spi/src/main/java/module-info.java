/**
 * What a transport is written against: thin handles to implement, and the actors that do the work on top of them.
 */
module dev.sluice.transport.spi {
    requires transitive dev.sluice.io.api;
    requires jdk.jfr;
    requires org.slf4j;

    exports dev.sluice.transport;

    uses dev.sluice.transport.TransportProvider;
}
