package dev.sluice.transport.contract;

import dev.sluice.transport.testkit.DatagramFaults;

class BreakingDatagramHistoriesTest extends MemoryDatagramHistoriesTest {
    @Override
    protected DatagramFaults faults(long seed) {
        return DatagramFaults.fatal(seed);
    }

    @Override
    protected boolean breaks() {
        return true;
    }

    @Override
    protected int histories() {
        return 2_500;
    }
}
