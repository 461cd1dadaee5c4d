package dev.sluice.bench.memory;

import dev.sluice.bench.echo.client.EchoClient;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.HeapHistogram;
import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerConsole.Question;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import java.io.IOException;

/**
 * A number of idle connections to a fresh server, and what there is more of afterwards.
 *
 * @param settleSeconds for what a connection does once after its first message, and for those of the warm-up to end
 */
record Experiment(double settleSeconds) {
    private static final int WARM_UP_CONNECTIONS = 500;
    private static final int MESSAGE = 64;

    Footprint run(ServerKind kind, int connections) throws IOException {
        try (PauseLog pauses = PauseLog.fresh();
            ServerProcess server = ServerProcess.start(kind, pauses.jvmArguments(), Pinning.NONE)) {
            openAndClose(server, Math.min(WARM_UP_CONNECTIONS, connections));
            return measure(kind, server, pauses, connections);
        }
    }

    /** Loads the classes, and lets grow what grows once. */
    private void openAndClose(ServerProcess server, int connections) throws IOException {
        server.histogram();
        try (EchoClient client = client(server, connections)) {
            client.exchangeOnce();
        }
        settle();
    }

    private Footprint measure(ServerKind kind, ServerProcess server, PauseLog pauses, int connections)
        throws IOException {
        HeapHistogram heap = server.histogram();
        long direct = server.ask(Question.DIRECT);
        long resident = KernelMemory.resident(server.pid());
        KernelMemory kernel = KernelMemory.now();
        int pausesBefore = pauses.read().size();

        long begin = System.nanoTime();
        try (EchoClient client = client(server, connections)) {
            long opened = System.nanoTime();
            client.exchangeOnce();
            long echoed = System.nanoTime();
            settle();
            Pauses meanwhile = pauses.read().from(pausesBefore);
            long kernelBytes = KernelMemory.now().total() - kernel.total();
            long residentBytes = KernelMemory.resident(server.pid()) - resident; // before the histogram collects
            HeapHistogram classes = server.histogram().minus(heap);
            return new Footprint(kind, connections, classes, server.ask(Question.DIRECT) - direct, residentBytes,
                kernelBytes, (opened - begin) / 1e9, (echoed - opened) / 1e9, meanwhile);
        }
    }

    private static EchoClient client(ServerProcess server, int connections) throws IOException {
        return new EchoClient(server.address(), Load.pingPong(connections, MESSAGE, 1));
    }

    private void settle() {
        try {
            Thread.sleep((long) (settleSeconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
