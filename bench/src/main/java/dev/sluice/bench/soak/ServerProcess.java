package dev.sluice.bench.soak;

import dev.sluice.bench.report.Children;
import dev.sluice.bench.report.Conversation;
import dev.sluice.bench.soak.SoakServer.Question;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** The server, in a JVM of its own, with little memory. */
final class ServerProcess implements AutoCloseable {
    private static final List<String> JVM_ARGUMENTS = List.of("-Xmx256m", "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError");

    private final Conversation conversation;
    private final List<InetSocketAddress> addresses;

    private ServerProcess(Process process) {
        this.conversation = new Conversation(process);
        this.addresses = Arrays.stream(conversation.awaitGreeting(SoakServer.LISTENING).split(" "))
            .map(Integer::valueOf)
            .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .toList();
    }

    static ServerProcess start() {
        return new ServerProcess(Children.start(Children.java(JVM_ARGUMENTS, SoakServer.class, List.of())));
    }

    /** The echoes over TCP: plain, with acks, with leased reads. */
    List<InetSocketAddress> streams() {
        return addresses.subList(0, addresses.size() - 1);
    }

    /** The echo over UDP. */
    InetSocketAddress datagrams() {
        return addresses.getLast();
    }

    Vitals vitals() {
        return Vitals.parse(conversation.ask(Question.VITALS));
    }

    /** Empty if there are none. */
    String faults() {
        return conversation.ask(Question.FAULTS);
    }

    @Override
    public void close() {
        conversation.close();
    }
}
