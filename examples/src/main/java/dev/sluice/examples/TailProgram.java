package dev.sluice.examples;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.examples.tail.Tail;
import dev.sluice.framing.FrameDecoder;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.Lines;
import dev.sluice.io.ByteString;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Prints what is appended to a file, until the process is ended. */
@Command(name = "tail", sortOptions = false, description = {
    "Prints each line that is appended to a file, until it is ended (Ctrl-C, SIGTERM).",
    "A file that is missing is waited for. One that is truncated or replaced is printed from its start."
})
final class TailProgram implements Callable<Integer> {
    private static final int LONGEST_LINE = 1 << 20;
    private static final long LONGEST_PAUSE = 60_000;

    @picocli.CommandLine.Spec
    private CommandSpec command;

    @Option(names = "--file", paramLabel = "F", required = true, description = "the file")
    private Path file;

    @Option(names = "--from-start", description = "print also what is there already")
    private boolean fromStart;

    @Option(names = "--every-millis", paramLabel = "N", defaultValue = "100", description = {
        "how long to wait until looking again (default: ${DEFAULT-VALUE})"})
    private long everyMillis;

    @Override
    public Integer call() {
        Arguments.check(command, "--every-millis", everyMillis, 1, LONGEST_PAUSE);
        PrintWriter out = command.commandLine().getOut();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (ActorSystem system = ActorSystem.create("tail")) {
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "shutdown"));
            system.spawn(Spec.named("printer"), (Context<Tail.Event> ctx) -> {
                Tail.get(system).tell(new Tail.Follow(file, fromStart, Duration.ofMillis(everyMillis), ctx.self()));
                return new Printer(out, end);
            });
            end.join();
        } catch (CompletionException e) {
            throw new ProgramFailedException(file + " can't be followed: " + e.getCause().getMessage());
        }
        return 0;
    }

    /** Prints lines. */
    private static final class Printer implements Actor<Tail.Event> {
        private final PrintWriter out;
        private final CompletableFuture<Void> end;
        private FrameDecoder decoder = Lines.of(LONGEST_LINE).decoder();

        Printer(PrintWriter out, CompletableFuture<Void> end) {
            this.out = out;
            this.end = end;
        }

        @Override
        public void on(Tail.Event event) throws FramingException {
            switch (event) {
                case Tail.Following following -> {
                }
                case Tail.Appended(var data) -> print(data);
                case Tail.StartedOver over -> decoder = Lines.of(LONGEST_LINE).decoder();
                case Tail.Closed(var path, var cause) -> close(cause);
            }
        }

        private void print(ByteString data) throws FramingException {
            decoder.feed(data);
            for (ByteString line = decoder.next(); line != null; line = decoder.next()) {
                out.println(line.decodeUtf8());
            }
            out.flush();
        }

        @Override
        public void stopping(Stop reason) {
            if (reason instanceof Stop.Failed(Exception failure)) {
                close(failure);
            }
        }

        private void close(Exception cause) {
            if (cause == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(cause);
            }
        }
    }
}
