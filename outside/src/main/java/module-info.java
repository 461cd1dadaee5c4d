/** A transport over Unix domain sockets, made from nothing but the SPI. */
module org.example.local {
    requires transitive dev.sluice.transport.spi;

    exports org.example.local;

    provides dev.sluice.transport.TransportProvider with org.example.local.LocalProvider;
}
