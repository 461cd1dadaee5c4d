package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.examples.EchoServer.Place;
import dev.sluice.examples.carrier.OverTcp;
import dev.sluice.examples.echo.EchoMode;
import dev.sluice.examples.load.Load;
import dev.sluice.examples.load.LoadFailedException;
import dev.sluice.examples.load.LoadPlan;
import dev.sluice.examples.load.LoadReport;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** An echo server and its client in one JVM: two systems that share nothing but a socket. */
@Command(name = "demo", description = {
    "Runs an echo server and a client for three seconds; prints throughput and latency."
})
final class Demo implements Callable<Integer> {
    private static final int CONNECTIONS = 64;
    private static final int SIZE = 64;
    private static final int WARM_UP_COUNT = 500;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MEASURED_SECONDS = 2;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws LoadFailedException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        try (ActorSystem server = system("server"); ActorSystem client = system("client")) {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            SocketAddress bound = EchoServer.listen(server, new OverTcp(anyPort), EchoMode.PUSH, Place.BESIDE);
            InetSocketAddress address = (InetSocketAddress) bound;
            out.println("An echo server on port " + address.getPort() + ", and a client; each lives on one thread.");
            LoadPlan plan = new LoadPlan(new OverTcp(address), CONNECTIONS, SIZE, WARM_UP_COUNT, 1,
                EchoClient.PATIENCE);
            out.println(measure(client, plan).text());
            out.flush();
        }
        return 0;
    }

    private static ActorSystem system(String name) {
        return ActorSystem.create(Settings.named(name).loops(1));
    }

    /** The warm-up also tells how much can be done in the time. */
    private static LoadReport measure(ActorSystem client, LoadPlan plan)
        throws LoadFailedException, InterruptedException {
        long start = System.nanoTime();
        LoadReport warmUp;
        do {
            warmUp = Load.run(client, plan);
        } while (System.nanoTime() - start < WARM_UP_NANOS);
        double count = warmUp.messagesPerSecond() * MEASURED_SECONDS / CONNECTIONS;
        return Load.run(client, plan.withCount(1 + (int) count));
    }
}
