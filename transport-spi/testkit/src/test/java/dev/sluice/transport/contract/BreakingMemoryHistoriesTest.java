package dev.sluice.transport.contract;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.Faults;

class BreakingMemoryHistoriesTest extends MemoryHistoriesTest {
    @Override
    protected Layer layer(long seed) {
        return Faults.fatal(seed);
    }

    @Override
    protected boolean breaks() {
        return true;
    }

    @Override
    protected int histories() {
        return 2_000;
    }
}
