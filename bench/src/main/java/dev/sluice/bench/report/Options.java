package dev.sluice.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** A command line of {@code --name value} and {@code --flag}; what is wrong with it ends the program with status 2. */
public final class Options {
    private record Declared(String byDefault, String what) {
        boolean isFlag() {
            return byDefault == null;
        }
    }

    private final String program;
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, String> given = new LinkedHashMap<>();

    private Options(String program) {
        this.program = program;
    }

    public static Options of(Class<?> program) {
        return new Options(program.getName()).flag("help", "prints this");
    }

    public Options option(String name, Object byDefault, String what) {
        declared.put("--" + name, new Declared(byDefault.toString(), what));
        return this;
    }

    public Options flag(String name, String what) {
        declared.put("--" + name, new Declared(null, what));
        return this;
    }

    public Options parse(String... args) {
        for (int i = 0; i < args.length; i++) {
            Declared option = declared.get(args[i]);
            if (option == null) {
                throw fail("unknown option: " + args[i]);
            } else if (option.isFlag()) {
                given.put(args[i], "");
            } else if (i + 1 == args.length) {
                throw fail("no value for " + args[i]);
            } else {
                given.put(args[i], args[++i]);
            }
        }
        if (has("help")) {
            printUsage();
            System.exit(0);
        }
        return this;
    }

    public boolean has(String flag) {
        return given.containsKey("--" + flag);
    }

    public String text(String name) {
        return given.getOrDefault("--" + name, declared.get("--" + name).byDefault());
    }

    public int integer(String name) {
        try {
            int value = Integer.parseInt(text(name));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw fail("--" + name + " is no number: " + text(name));
    }

    public double seconds(String name) {
        try {
            double value = Double.parseDouble(text(name));
            if (value >= 0 && value <= 600) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw fail("--" + name + " is not from 0 to 600: " + text(name));
    }

    /** Ends the program; never returns. */
    public IllegalArgumentException fail(String message) {
        System.err.println(message + "; --help tells more");
        System.exit(2);
        return new IllegalArgumentException(message);
    }

    private void printUsage() {
        System.out.println("java -cp bench/target/bench.jar " + program + " [options]");
        declared.forEach((name, option) -> System.out.printf("  %-16s %s%s%n", name, option.what(),
            option.isFlag() || option.byDefault().isEmpty() ? "" : " (default: " + option.byDefault() + ")"));
    }
}
