package dev.sluice.examples;

import dev.sluice.examples.load.LoadFailedException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Starts an example by its name. Whatever goes wrong is told in one line: exit status 2 for bad arguments, 1 for the rest. */
@Command(name = "examples.jar", synopsisHeading = "Usage: java -jar ", synopsisSubcommandLabel = "<example>", description = {
    "Runs an example of Sluice."
}, commandListHeading = "%nExamples:%n", subcommands = {
    EchoServer.class,
    EchoClient.class,
    Demo.class
}, footer = {
    "%nTry, in two terminals:",
    "  java -jar examples.jar echo-server --port 7000",
    "  java -jar examples.jar echo-client --port 7000",
    "%n<example> --help explains its options."
})
public final class Main implements Runnable {
    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "print this, and end")
    private boolean help;

    @Spec
    private CommandSpec command;

    private Main() {}

    /** Runs the example to its end, and ends the JVM. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(110)
            .setParameterExceptionHandler((e, args) -> refuse(e))
            .setExecutionExceptionHandler((e, command, parsed) -> fail(e, command));
    }

    private static int refuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        complain(command, e.getMessage() + " (see --help)");
        return ExitCode.USAGE;
    }

    private static int fail(Exception e, CommandLine command) {
        boolean isForUsers = e instanceof ProgramFailedException || e instanceof LoadFailedException;
        complain(command, isForUsers ? e.getMessage() : e.toString());
        return ExitCode.SOFTWARE;
    }

    private static void complain(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandName() + ": " + message.replaceAll("\\R\\s*", " "));
        err.flush();
    }
}
