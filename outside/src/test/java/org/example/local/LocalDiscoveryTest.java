package org.example.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.transport.Transports;
import org.junit.jupiter.api.Test;

/** The build runs this twice, and says where (pom.xml). */
class LocalDiscoveryTest {
    @Test
    void shouldBeFoundByItsName() {
        assertInstanceOf(LocalProvider.class, Transports.find("local", Local.Command.class));
    }

    @Test
    void shouldRunWhereTheBuildSays() {
        boolean isModule = Local.class.getModule().isNamed();

        assertEquals(System.getProperty("runs.on", "class path"), isModule ? "module path" : "class path");
    }
}
