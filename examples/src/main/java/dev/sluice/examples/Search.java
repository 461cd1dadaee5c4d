package dev.sluice.examples;

import dev.sluice.actor.Settings;
import dev.sluice.examples.search.Corpus;
import dev.sluice.examples.search.FolderCorpus;
import dev.sluice.examples.search.GeneratedCorpus;
import dev.sluice.examples.search.SearchServer;
import dev.sluice.examples.search.SearchSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A search engine for text files, until the process is ended. */
@Command(name = "search", sortOptions = false, description = {
    "Searches text files, until it is ended (Ctrl-C, SIGTERM). A client sends a query a line, in UTF-8, and gets",
    "score<TAB>document lines, the best first, and an empty line.",
    "Prints LISTENING <host>:<port> as soon as all is indexed and it accepts. Port 0 is any free one."
})
final class Search implements Callable<Integer> {
    private static final int MOST_RESULTS = 1000;
    private static final int MOST_NODES = 64;
    private static final int LONGEST_MILLIS = 60_000;

    @Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Option(names = "--corpus", paramLabel = "DIR", description = {
        "folder with the text files, those below it included, also compressed ones (.gz)",
        "(default: some 5 MB of made-up text, the same each time; try \"rivers bridges\")"})
    private Path folder;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = {
        "how many documents an answer has at the most (default: ${DEFAULT-VALUE})"})
    private int limit;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "4", description = {
        "over how many search nodes the documents are spread, twice (default: ${DEFAULT-VALUE})"})
    private int nodes;

    @Option(names = "--within-millis", paramLabel = "N", defaultValue = "1000", description = {
        "how long a query may take; then the answer is what was found so far (default: ${DEFAULT-VALUE})"})
    private int withinMillis;

    @Override
    public Integer call() {
        SearchSettings settings = settings();
        InetSocketAddress where = address.toListen();
        Corpus corpus = corpus();
        Server.run(command, Settings.named("search"),
            system -> SearchServer.listen(system, where, corpus, settings).join().local());
        return 0;
    }

    private SearchSettings settings() {
        Arguments.check(command, "--limit", limit, 1, MOST_RESULTS);
        Arguments.check(command, "--nodes", nodes, 1, MOST_NODES);
        Arguments.check(command, "--within-millis", withinMillis, 1, LONGEST_MILLIS);
        return new SearchSettings(limit, nodes, Duration.ofMillis(withinMillis));
    }

    private Corpus corpus() {
        if (folder == null) {
            return GeneratedCorpus.create();
        }
        try {
            return FolderCorpus.of(folder);
        } catch (IOException e) {
            throw new ProgramFailedException("can't read the corpus: " + e);
        }
    }
}
