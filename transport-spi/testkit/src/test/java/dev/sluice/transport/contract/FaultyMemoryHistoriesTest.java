package dev.sluice.transport.contract;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.Faults;

class FaultyMemoryHistoriesTest extends MemoryHistoriesTest {
    @Override
    protected Layer layer(long seed) {
        return Faults.rude(seed);
    }

    @Override
    protected int histories() {
        return 4_000;
    }
}
