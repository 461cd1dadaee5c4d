package dev.sluice.examples.load;

import dev.sluice.actor.ActorSystem;
import dev.sluice.udp.ConnectSettings;
import dev.sluice.udp.Udp;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** Opens the sockets of a load of datagrams, and sums up what they tell. */
public final class DatagramLoad {
    private DatagramLoad() {}

    /**
     * Runs a load, and waits for its end. Not on a thread that runs actors.
     *
     * @throws LoadFailedException if a byte is wrong, or a socket has no echo at all
     */
    public static DatagramReport run(ActorSystem system, DatagramPlan plan)
        throws LoadFailedException, InterruptedException {
        Pattern pattern = new Pattern(plan.size());
        List<CompletableFuture<DatagramReport>> sockets = IntStream.range(0, plan.sockets())
            .mapToObj(index -> open(system, plan, pattern, index)).toList();
        DatagramReport sum = DatagramReport.empty(plan);
        for (CompletableFuture<DatagramReport> socket : sockets) {
            sum = sum.and(outcome(socket));
        }
        return sum;
    }

    private static CompletableFuture<DatagramReport> open(ActorSystem system, DatagramPlan plan, Pattern pattern,
        int index) {
        CompletableFuture<DatagramReport> outcome = new CompletableFuture<>();
        Udp.connect(system, plan.server(), ConnectSettings.DEFAULT.endpoint(plan.settings()),
            (ctx, endpoint) -> new LoadEndpoint(ctx, endpoint, plan, pattern, index, outcome))
            .whenComplete((connected, e) -> {
                if (e != null) {
                    outcome.completeExceptionally(e);
                }
            });
        return outcome;
    }

    private static DatagramReport outcome(CompletableFuture<DatagramReport> socket)
        throws LoadFailedException, InterruptedException {
        try {
            return socket.get();
        } catch (ExecutionException e) {
            throw new LoadFailedException(e.getCause().getMessage());
        }
    }
}
