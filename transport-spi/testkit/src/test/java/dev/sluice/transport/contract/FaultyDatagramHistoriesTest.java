package dev.sluice.transport.contract;

import dev.sluice.transport.testkit.DatagramFaults;

class FaultyDatagramHistoriesTest extends MemoryDatagramHistoriesTest {
    @Override
    protected DatagramFaults faults(long seed) {
        return DatagramFaults.rude(seed);
    }

    @Override
    protected int histories() {
        return 3_500;
    }
}
