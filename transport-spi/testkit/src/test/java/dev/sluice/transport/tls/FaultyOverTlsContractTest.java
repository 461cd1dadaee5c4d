package dev.sluice.transport.tls;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.Faults;

/**
 * What stands above reads one byte, or none, whenever it can. It writes what it is given, since a rule about marks counts on what leaves at
 * once; histories write in pieces, too.
 */
class FaultyOverTlsContractTest extends TlsOverMemoryContractTest {
    @Override
    protected Layer layer() {
        return super.layer().then(Faults.seeded(2).smallReads(20).emptyReads(20)
            .readsAhead(20).blockedEnds(2));
    }
}
