package dev.sluice.actor;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * That a client needs a server for as long as it runs. The server keeps a list of those who depend on it ({@link Dependents}); the
 * client keeps this among what it has acquired.
 */
final class Dependency extends Requirement implements Delivery {
    private final Cell<?> client;
    private final Cell<?> server;
    /** Null: the client stops when the server asks. */
    private final Function<? super Release, ?> mapper;
    private final CompletableFuture<Void> established = new CompletableFuture<>();
    private boolean over;

    Dependency(Cell<?> client, Cell<?> server, Function<? super Release, ?> mapper) {
        super("dependence on " + server);
        this.client = client;
        this.server = server;
        this.mapper = mapper;
    }

    /** Waits until the server is running, and is then entered in its list, unless it stops just now. */
    CompletionStage<?> establish() {
        return RunningWatch.of(server).thenCompose(running -> {
            server.post(new Arrival(this));
            return established;
        });
    }

    /** By the client itself. */
    static void release(Cell<?> client, Cell<?> server) {
        Acquired acquired = client.extras().bonds().acquired(client);
        acquired.all().stream()
            .filter(requirement -> requirement instanceof Dependency dependency && dependency.server == server)
            .findFirst()
            .ifPresent(acquired::release);
    }

    private void refuse() {
        established.completeExceptionally(new IllegalStateException(server + " is stopping"));
    }

    @Override
    void accept(Object nothing) {}

    @Override
    CompletionStage<?> release() {
        over = true;
        server.post(new Departure(this));
        return super.release();
    }

    /** It was established when the client no longer wanted it. */
    @Override
    void refuse(Object nothing) {
        release();
    }

    /** From the server: it wants to stop. */
    void ask() {
        client.post(new Question(this));
    }

    private void asked() {
        if (!over && mapper == null) {
            client.stopNow(new Stop.Normal());
        } else if (!over) {
            client.send(new Envelope(new Release(server), this));
        }
    }

    @Override
    public Object open(Cell<?> receiver, Object release) {
        return over
            ? null
            : Objects.requireNonNull(mapper.apply((Release) release), "the function for a release returned null");
    }

    @Override
    public boolean dropped(Object release) {
        return false;
    }

    /** To the server. */
    private static final class Arrival extends SystemMessage {
        private final Dependency dependency;

        Arrival(Dependency dependency) {
            this.dependency = dependency;
        }

        @Override
        void deliver(Cell<?> server) {
            if (server.isEnding()) {
                dependency.refuse();
            } else {
                server.extras().bonds().add(dependency);
                dependency.established.complete(null);
            }
        }

        @Override
        void refused(Cell<?> server) {
            dependency.refuse();
        }
    }

    /** To the server. */
    private static final class Departure extends SystemMessage {
        private final Dependency dependency;

        Departure(Dependency dependency) {
            this.dependency = dependency;
        }

        @Override
        void deliver(Cell<?> server) {
            server.released(dependency);
        }
    }

    /** To the client. */
    private static final class Question extends SystemMessage {
        private final Dependency dependency;

        Question(Dependency dependency) {
            this.dependency = dependency;
        }

        @Override
        void deliver(Cell<?> client) {
            dependency.asked();
        }
    }
}
