package dev.sluice.transport.contract;

import dev.sluice.transport.Layer;
import dev.sluice.transport.LogTap;

class LogTapHandleTest extends MemoryStreamHandleTest {
    @Override
    protected Layer layer() {
        return LogTap.named("wire");
    }
}
