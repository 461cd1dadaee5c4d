package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;

class FaultyNioEndpointContractTest extends NioEndpointContractTest {
    @Override
    protected DatagramHandle wrapped(DatagramHandle handle) {
        return FaultyEndpointContractTest.QUIET.wrap(handle);
    }
}
