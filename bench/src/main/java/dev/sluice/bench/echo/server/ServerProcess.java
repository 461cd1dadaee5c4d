package dev.sluice.bench.echo.server;

import dev.sluice.bench.echo.server.ServerConsole.Question;
import dev.sluice.bench.report.Children;
import dev.sluice.bench.report.Conversation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server in a JVM of its own, and what it tells about itself; see {@link ServerConsole}. */
public final class ServerProcess implements AutoCloseable {
    /**
     * The same for every server. On one processor the JVM would choose another collector by itself; and a library of
     * native code may be loaded.
     */
    private static final List<String> JVM_ARGUMENTS = List.of("-Xmx4g", "-XX:+UseG1GC",
        "--enable-native-access=ALL-UNNAMED");

    private final Conversation conversation;
    private final int port;

    private ServerProcess(Process process) {
        this.conversation = new Conversation(process);
        String address = conversation.awaitGreeting(ServerConsole.LISTENING);
        this.port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Starts a server on any processor. */
    public static ServerProcess start(ServerKind kind) {
        return start(kind, List.of(), Pinning.NONE);
    }

    /** Starts a server with further JVM arguments, on the processor that is reserved for it. */
    public static ServerProcess start(ServerKind kind, List<String> furtherJvmArguments, Pinning pinning) {
        return start(kind, furtherJvmArguments, List.of(), pinning);
    }

    /** Likewise, with further arguments of its own. */
    public static ServerProcess start(ServerKind kind, List<String> furtherJvmArguments, List<String> furtherArguments,
        Pinning pinning) {
        List<String> all = Stream.concat(kind.arguments.stream(), furtherArguments.stream()).toList();
        List<String> command = Children.java(arguments(furtherJvmArguments), kind.main, all);
        return new ServerProcess(Children.start(pinning.server(command)));
    }

    /** All JVM arguments of a server. */
    public static List<String> arguments(List<String> further) {
        return Stream.concat(JVM_ARGUMENTS.stream(), further.stream()).toList();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return conversation.process().pid();
    }

    /** How it has ended after {@link #close}; 0 = by itself. */
    public int exitValue() {
        return conversation.process().exitValue();
    }

    /** Asks for a number. */
    public long ask(Question question) {
        return Long.parseLong(conversation.ask(question));
    }

    /** Collects garbage, and counts what is alive. */
    public HeapHistogram histogram() {
        List<String> lines = new ArrayList<>();
        for (String line = conversation.ask(Question.HISTOGRAM); !line.equals(ServerConsole.END);) {
            lines.add(line);
            line = conversation.readLine();
        }
        return HeapHistogram.parse(lines);
    }

    @Override
    public void close() {
        conversation.close();
    }
}
