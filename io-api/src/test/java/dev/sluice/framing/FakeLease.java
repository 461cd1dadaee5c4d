package dev.sluice.framing;

import dev.sluice.io.ByteString;
import dev.sluice.io.Lease;
import java.nio.ByteBuffer;

/** Lends what belongs to nobody. */
final class FakeLease extends Lease {
    private final ByteString bytes;

    FakeLease(ByteString bytes) {
        this.bytes = bytes;
    }

    @Override
    public int length() {
        return bytes.length();
    }

    @Override
    public ByteString copy() {
        return bytes;
    }

    @Override
    public Lease share() {
        return this;
    }

    @Override
    public void keep() {}

    @Override
    public Lease move() {
        return this;
    }

    @Override
    public void release() {}

    @Override
    public ByteBuffer buffer() {
        return bytes.asByteBuffer();
    }
}
