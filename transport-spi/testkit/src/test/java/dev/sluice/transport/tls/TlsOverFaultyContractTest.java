package dev.sluice.transport.tls;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.Faults;

/** The stream below moves one byte, or none, whenever it can. */
class TlsOverFaultyContractTest extends TlsServerOverMemoryContractTest {
    @Override
    protected Layer layer() {
        return Faults.seeded(1).smallReads(20).smallWrites(20).emptyReads(20).emptyWrites(20).readsAhead(20)
            .lateOpens(2).blockedEnds(2).then(super.layer());
    }
}
