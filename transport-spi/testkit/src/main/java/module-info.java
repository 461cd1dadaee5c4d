/**
 * For whoever writes a transport: one in memory to test with, faults on purpose, and the contract of the SPI as tests to extend.
 */
module dev.sluice.transport.testkit {
    requires transitive dev.sluice.transport.spi;
    requires static org.junit.jupiter.api;

    exports dev.sluice.transport.contract;
    exports dev.sluice.transport.testkit;

    opens dev.sluice.transport.contract;
}
