package dev.sluice.examples;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What an option must satisfy beyond its type. */
final class Arguments {
    private Arguments() {}

    /** Refuses a number that is out of range. */
    static void check(CommandSpec command, String option, long value, long lowest, long highest) {
        if (value < lowest || value > highest) {
            throw new ParameterException(command.commandLine(),
                option + " is " + value + ", but must be from " + lowest + " to " + highest);
        }
    }

    /** Takes one of these values by what it prints as. */
    static <T> ITypeConverter<T> oneOf(T[] values) {
        return text -> Arrays.stream(values).filter(value -> value.toString().equals(text)).findFirst()
            .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                + Arrays.stream(values).map(T::toString).collect(Collectors.joining(", "))));
    }
}
