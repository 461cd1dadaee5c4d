package dev.sluice.examples;

import java.lang.reflect.InvocationTargetException;

/**
 * The main class of {@code examples.jar}. Compiled for Java 8, so that a JVM which is too old for everything else can
 * load it and say so.
 */
public final class Launcher {

    private static final int NEEDED = 21;

    private Launcher() {
    }

    public static void main(String[] args) throws Throwable {
        String version = System.getProperty("java.specification.version");
        if (featureOf(version) < NEEDED) {
            System.err.println("Sluice examples need Java " + NEEDED + " or newer; this is Java " + version
                + " (set JAVA_HOME or use a newer java)");
            System.exit(2);
        }
        try {
            Class.forName("dev.sluice.examples.Main").getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** "1.8" is 8, "17" is 17. */
    private static int featureOf(String version) {
        return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
    }
}
