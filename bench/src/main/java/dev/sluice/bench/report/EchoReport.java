package dev.sluice.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes tables and a chart from a stored run of the comparison, and nothing that isn't in it. */
public final class EchoReport {
    private EchoReport() {}

    /**
     * Reads a run, and writes what the options ask for.
     *
     * @param args the file, then options: see {@code --help}
     * @throws IOException if a file can't be read or written
     */
    public static void main(String[] args) throws IOException {
        boolean named = args.length > 0 && !args[0].startsWith("--");
        Options options = Options.of(EchoReport.class)
            .option("chart", "", "where the chart goes, an SVG; empty = nowhere")
            .option("into", "", "pages whose marked parts are made anew, separated by commas")
            .flag("tables", "prints all tables")
            .parse(named ? Arrays.copyOfRange(args, 1, args.length) : args);
        if (!named) {
            throw options.fail("the first argument is the file of the run");
        }
        StoredRun run = StoredRun.read(Path.of(args[0]));
        if (options.has("tables")) {
            System.out.printf("%s%n%s%n%s", PageTable.of(run), ReadmeTable.of(run), Bars.table(run));
        }
        if (!options.text("chart").isEmpty()) {
            Files.writeString(Path.of(options.text("chart")), ThroughputChart.of(run));
        }
        for (String page : options.text("into").split(",")) {
            fill(page, args[0], run);
        }
    }

    private static void fill(String page, String file, StoredRun run) throws IOException {
        if (!page.isEmpty()) {
            Path path = Path.of(page);
            Files.writeString(path, MarkedBlocks.fill(Files.readString(path), file, name -> part(run, name)));
        }
    }

    /** One part of the report, by the name that it has in a page. */
    static String part(StoredRun run, String name) {
        return switch (name) {
            case "page" -> PageTable.of(run);
            case "readme" -> ReadmeTable.of(run);
            case "bars" -> Bars.table(run);
            default -> throw new IllegalArgumentException("no part of the report: " + name);
        };
    }
}
