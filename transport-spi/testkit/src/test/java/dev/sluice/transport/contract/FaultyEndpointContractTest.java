package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.testkit.DatagramFaults;

/** What an endpoint must not notice. */
class FaultyEndpointContractTest extends MemoryEndpointContractTest {
    static final DatagramFaults QUIET = DatagramFaults.seeded(1).looksInVain(30).blocks(30);

    @Override
    protected DatagramHandle wrapped(DatagramHandle handle) {
        return QUIET.wrap(handle);
    }
}
