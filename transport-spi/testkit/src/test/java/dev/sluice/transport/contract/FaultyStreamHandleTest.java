package dev.sluice.transport.contract;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.Faults;

class FaultyStreamHandleTest extends MemoryStreamHandleTest {
    @Override
    protected Layer layer() {
        return Faults.seeded(1).smallReads(20).smallWrites(20).emptyReads(20).emptyWrites(20).readsAhead(20)
            .lateOpens(2).blockedEnds(2);
    }
}
