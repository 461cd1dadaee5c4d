/**
 * Actors, their loops, and the protocol of a connection. Knows nothing of {@code java.nio.channels}: transports bring that.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.sluice.io.api {
    requires transitive org.agrona;
    requires jdk.jfr;
    requires transitive org.slf4j;

    exports dev.sluice.actor;
    exports dev.sluice.framing;
    exports dev.sluice.io;
    exports dev.sluice.loop;
    exports dev.sluice.pattern;
    exports dev.sluice.testkit;
}
