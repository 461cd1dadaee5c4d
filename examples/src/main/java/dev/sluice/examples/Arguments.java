package dev.sluice.examples;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What an option must satisfy beyond its type. */
final class Arguments {
    private Arguments() {}

    /**
     * Refuses a number that is out of range.
     *
     * @throws ParameterException is told to the user in one line
     */
    static void check(CommandSpec command, String option, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new ParameterException(command.commandLine(),
                option + " is " + value + ", but must be from " + lowest + " to " + highest);
        }
    }
}
