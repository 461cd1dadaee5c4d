package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.pattern.Worker;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Functions as messages: a result, an exception, and one that comes too late. */
@Command(name = "worker", description = "Submits functions to a worker; prints how each of them has ended.")
final class WorkerProgram implements Callable<Integer> {
    @picocli.CommandLine.Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        try (ActorSystem system = ActorSystem.create("worker")) {
            endings(system).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    /** Gives, for each function, what came of it. */
    static List<String> endings(ActorSystem system) {
        // tag::worker[]
        Worker worker = Worker.spawn(system, Spec.named("worker"));
        CompletableFuture<Integer> sum = worker.submit(() -> 40 + 2);
        CompletableFuture<Integer> failing = worker.submit(() -> Integer.parseInt("forty-two"));
        worker.close().join(); // what was submitted is done
        CompletableFuture<Integer> late = worker.submit(() -> 43);
        // end::worker[]
        return List.of("sum: " + ending(sum), "failing: " + ending(failing), "late: " + ending(late));
    }

    private static String ending(CompletableFuture<Integer> future) {
        return switch (future.state()) {
            case SUCCESS -> future.resultNow().toString();
            case FAILED -> future.exceptionNow().toString();
            case RUNNING, CANCELLED -> future.state().toString();
        };
    }
}
