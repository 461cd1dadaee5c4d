package dev.sluice.examples;

import dev.sluice.examples.EchoServer.Place;
import dev.sluice.examples.echo.EchoMode;
import dev.sluice.examples.load.LoadFailedException;
import java.io.PrintWriter;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Starts an example by its name. What goes wrong is told in one line: exit status 2 for bad arguments, 1 for the rest. */
@Command(name = "examples.jar", subcommands = {EchoServer.class, EchoClient.class, Demo.class,
    UdpEchoServer.class, UdpEchoClient.class, Chat.class, Conversation.class, Dns.class, Gateway.class, PingPong.class,
    Search.class, TailProgram.class, ThreadRing.class, WorkerProgram.class},
    footer = {
        "%nTry, in two terminals:",
        "  java -jar examples.jar echo-server --port 7000",
        "  java -jar examples.jar echo-client --port 7000"
    })
public final class Main implements Runnable {
    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec command;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "print this, and end")
    private boolean help;

    private Main() {}

    /** Runs the example to its end, and ends the JVM. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    private static CommandLine commandLine() {
        CommandLine main = new CommandLine(new Main())
            .registerConverter(EchoMode.class, Arguments.oneOf(EchoMode.values()))
            .registerConverter(Place.class, Arguments.oneOf(Place.values()))
            .setUsageHelpWidth(HELP_WIDTH)
            .setParameterExceptionHandler((e, args) -> refuse(e))
            .setExecutionExceptionHandler((e, example, parsed) -> fail(e, example));
        main.getCommandSpec().usageMessage().synopsisSubcommandLabel("<example>")
            .commandListHeading("%nExamples, each with a --help of its own:%n");
        Stream.concat(Stream.of(main), main.getSubcommands().values().stream())
            .forEach(any -> any.getCommandSpec().usageMessage().synopsisHeading("Usage: java -jar "));
        return main;
    }

    /** No example is named. */
    @Override
    public void run() {
        throw new ParameterException(command.commandLine(),
            "name one of the examples " + String.join(", ", command.subcommands().keySet()));
    }

    private static int refuse(ParameterException e) {
        complain(e.getCommandLine(), e.getMessage() + " (see --help)");
        return ExitCode.USAGE;
    }

    private static int fail(Exception e, CommandLine example) {
        boolean isForUsers = e instanceof ProgramFailedException || e instanceof LoadFailedException;
        complain(example, isForUsers ? e.getMessage() : e.toString());
        return ExitCode.SOFTWARE;
    }

    private static void complain(CommandLine example, String message) {
        PrintWriter err = example.getErr();
        err.println(example.getCommandName() + ": " + message.replaceAll("\\R\\s*", " "));
        err.flush();
    }
}
