package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.ClientProgram;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.echo.server.Transport;
import java.util.List;

/**
 * A mixture of everything, so that no server is compiled for a single kind of load: what is measured later comes at the
 * end once more.
 *
 * @param client puts the load on
 * @param seconds how long all of it takes; over UDP, where there is less to compile, a part of that
 */
record WarmUp(ClientProgram client, double seconds) {
    private static final List<Load> STREAMS = List.of(Load.pingPong(64, 64, 16), Load.pingPong(64, 16 * 1024, 1),
        Load.churn(64), Load.pingPong(64, 1024, 1), Load.bulk(4, 64 * 1024), Load.churn(64), Load.pingPong(1, 64, 1),
        Load.pingPong(64, 64, 1));
    private static final List<Load> DATAGRAMS = List.of(Load.datagrams(64, 1024), Load.datagrams(16, 64));

    void run(ServerKind kind, ServerProcess server) {
        List<Load> loads = kind.transport() == Transport.TCP ? STREAMS : DATAGRAMS;
        loads.forEach(load -> client.run(server, load, 0, seconds / STREAMS.size()));
    }
}
