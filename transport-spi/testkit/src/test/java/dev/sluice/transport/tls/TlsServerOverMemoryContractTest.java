package dev.sluice.transport.tls;

import dev.sluice.transport.Layer;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;

/** A server in memory, whose peer is a client. */
class TlsServerOverMemoryContractTest extends TlsOverMemoryContractTest {
    @Override
    protected Line line() throws IOException {
        MemoryStream.Pair pair = MemoryStream.pair(60_000);
        return new Line(pair::left, new TlsPeer(pair.right(), Identities.client(), false));
    }

    @Override
    protected Layer layer() {
        return Identities.server();
    }
}
