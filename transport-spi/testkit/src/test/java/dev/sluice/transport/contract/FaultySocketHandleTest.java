package dev.sluice.transport.contract;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.Faults;

class FaultySocketHandleTest extends NioStreamHandleTest {
    @Override
    protected Layer layer() {
        return Faults.seeded(3).smallReads(10).smallWrites(10).emptyReads(10).emptyWrites(10).readsAhead(10)
            .lateOpens(1).blockedEnds(1);
    }
}
