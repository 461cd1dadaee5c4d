package dev.sluice.bench;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Settings;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ProcessorTime;
import dev.sluice.bench.report.Spread;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.Handler;
import dev.sluice.tcp.Tcp;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is in the page cache, to a plain client on the same machine: written as a file, and beside it as an actor would do it
 * that reads a piece elsewhere, writes it, and waits for its ack. No JMH, since the client's end has to be waited for: {@code java -cp
 * bench/target/bench.jar dev.sluice.bench.FileTransfer}.
 */
public final class FileTransfer {
    private static final int PIECE = 256 << 10;

    /** Reads and writes in turns. */
    private static final class Pieces implements Actor<Event> {
        private record Read(Result<ByteString> piece) implements Extension {}

        private record Taken() implements Extension {}

        private final Context<Event> ctx;
        private final ActorRef<Command> connection;
        private final Path file;
        private long position;

        Pieces(Context<Event> ctx, ActorRef<Command> connection, Path file) {
            this.ctx = ctx;
            this.connection = connection;
            this.file = file;
            next();
        }

        @Override
        public void on(Event event) {
            switch (event) {
                case Read(Result.Ok<ByteString>(var piece)) -> write(piece);
                case Taken() -> next();
                default -> {}
            }
        }

        private void next() {
            long from = position;
            ctx.offload(() -> read(from), Read::new);
        }

        private ByteString read(long from) throws IOException {
            try (FileChannel channel = FileChannel.open(file)) {
                ByteBuffer piece = ByteBuffer.allocate(PIECE);
                channel.read(piece, from);
                return ByteString.copyOf(piece.flip());
            }
        }

        private void write(ByteString piece) {
            position += piece.length();
            if (piece.isEmpty()) {
                connection.tell(new Close());
            } else {
                connection.tell(new Write(piece, new Ack<>(ctx.self(), new Taken())));
            }
        }
    }

    private final List<Double> rates = new ArrayList<>();
    private final List<Double> costs = new ArrayList<>();
    private final String name;
    private final Handler handler;

    private FileTransfer(String name, Handler handler) {
        this.name = name;
        this.handler = handler;
    }

    public static void main(String[] args) throws IOException {
        Options options = Options.of(FileTransfer.class).option("mebibytes", 256, "the file's size")
            .option("rounds", 7, "how often each is done; two more come before").parse(args);
        Path file = Files.createTempFile("transfer", ".bytes");
        try {
            Files.write(file, new byte[options.integer("mebibytes") << 20]);
            run(file, options.integer("rounds"));
        } finally {
            Files.delete(file);
        }
    }

    private static void run(Path file, int rounds) throws IOException {
        List<FileTransfer> both = List.of(new FileTransfer("WriteFile", (ctx, connection) -> {
            connection.tell(new WriteFile(file, null));
            connection.tell(new Close());
            return event -> {
            };
        }), new FileTransfer("read, then Write", (ctx, connection) -> new Pieces(ctx, connection, file)));
        for (int round = -2; round < rounds; round++) {
            for (FileTransfer each : both) {
                each.round(Files.size(file), round >= 0);
            }
        }
        both.forEach(FileTransfer::print);
    }

    private void round(long size, boolean counts) throws IOException {
        try (ActorSystem system = ActorSystem.create(Settings.named("files").loops(1))) {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            InetSocketAddress server = Tcp.bind(system, any, handler).join().local();
            long start = System.nanoTime();
            long processor = ProcessorTime.nanos();
            receive(server, size);
            if (counts) {
                rates.add((size >> 20) / ((System.nanoTime() - start) / 1e9));
                costs.add((ProcessorTime.nanos() - processor) / 1e3 / (size >> 20));
            }
        }
    }

    private static void receive(InetSocketAddress server, long size) throws IOException {
        byte[] buffer = new byte[PIECE];
        long received = 0;
        try (Socket client = new Socket(server.getAddress(), server.getPort())) {
            InputStream in = client.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received += read;
            }
        }
        if (received != size) {
            throw new IllegalStateException("received " + received + " of " + size + " bytes");
        }
    }

    private void print() {
        System.out.printf("%-18s %s MiB/s, %s µs of processor time per MiB%n", name,
            Spread.of(rates, rate -> rate).format("%.0f"), Spread.of(costs, cost -> cost).format("%.0f"));
    }
}
