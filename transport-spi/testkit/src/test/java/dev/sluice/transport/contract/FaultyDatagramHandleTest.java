package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.testkit.DatagramFaults;

/** What is rude, but within the contract. */
class FaultyDatagramHandleTest extends MemoryDatagramHandleTest {
    static final DatagramFaults RUDE = DatagramFaults.seeded(1).looksInVain(20).blocks(20).networkErrors(20);

    @Override
    protected DatagramHandle wrapped(DatagramHandle handle) {
        return RUDE.wrap(handle);
    }
}
