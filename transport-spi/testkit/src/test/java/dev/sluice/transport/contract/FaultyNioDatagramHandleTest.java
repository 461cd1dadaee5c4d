package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;

class FaultyNioDatagramHandleTest extends NioDatagramHandleTest {
    @Override
    protected DatagramHandle wrapped(DatagramHandle handle) {
        return FaultyDatagramHandleTest.RUDE.wrap(handle);
    }
}
