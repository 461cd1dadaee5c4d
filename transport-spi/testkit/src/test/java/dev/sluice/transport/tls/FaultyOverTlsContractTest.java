package dev.sluice.transport.tls;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.Faults;

/** What stands above reads and writes one byte, or none, whenever it can. */
class FaultyOverTlsContractTest extends TlsOverMemoryContractTest {
    @Override
    protected Layer layer() {
        return super.layer().then(Faults.seeded(2).smallReads(20).smallWrites(20).emptyReads(20).emptyWrites(20)
            .readsAhead(20).blockedEnds(2));
    }
}
