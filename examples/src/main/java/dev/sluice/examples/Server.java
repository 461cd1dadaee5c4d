package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** What all servers have in common: they say where they listen, and run until the process is ended. */
final class Server {
    private Server() {}

    /** Runs a server in a system of its own; {@code listen} starts it, and gives where it accepts. */
    static void run(CommandSpec command, Settings settings, Function<ActorSystem, ? extends SocketAddress> listen) {
        try (ActorSystem system = ActorSystem.create(settings)) {
            SocketAddress bound = start(system, listen);
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "shutdown"));
            announce(command, bound);
            system.join();
        }
    }

    private static SocketAddress start(ActorSystem system, Function<ActorSystem, ? extends SocketAddress> listen) {
        try {
            return listen.apply(system);
        } catch (CompletionException e) {
            throw new ProgramFailedException(e.getCause().getMessage());
        }
    }

    private static void announce(CommandSpec command, SocketAddress bound) {
        PrintWriter out = command.commandLine().getOut();
        out.println("LISTENING " + (bound instanceof InetSocketAddress address ? text(address) : bound));
        out.flush();
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
