package dev.sluice.examples.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.ACCEPTED;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;
import static io.netty.handler.codec.http.HttpResponseStatus.CONFLICT;
import static io.netty.handler.codec.http.HttpResponseStatus.CREATED;
import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.METHOD_NOT_ALLOWED;
import static io.netty.handler.codec.http.HttpResponseStatus.NOT_FOUND;
import static io.netty.handler.codec.http.HttpResponseStatus.NO_CONTENT;
import static io.netty.handler.codec.http.HttpResponseStatus.OK;
import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.AskFailedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each method does to {@code /actors/NAME}, for one connection. */
final class Api {
    /**
     * What all connections share.
     *
     * @param system where the actors live
     * @param directory who knows them
     * @param kinds what can be spawned, by name
     * @param limits how much of it
     */
    record World(ActorSystem system, ActorRef<Directory.Command> directory, Map<String, Kind<?, ?>> kinds,
        Limits limits) {}

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private record Wanted(String kind) {}

    private final World world;
    private final Executor executor;

    /** JSON is read and written on the executor, so that it costs the time of whoever wants it. */
    Api(World world, Executor executor) {
        this.world = world;
        this.executor = executor;
    }

    /** Carries a request out. Gives the answer, and never fails; belongs to the executor's thread. */
    CompletableFuture<Response> serve(Request request) {
        try {
            return route(request).exceptionally(Api::failure);
        } catch (RefusedException e) {
            return done(Response.refusal(e));
        }
    }

    private CompletableFuture<Response> route(Request request) throws RefusedException {
        String path = Target.path(request.target());
        String name = Target.name(path);
        return switch (request.method()) {
            case "PUT" -> spawn(path, name, request.body());
            case "POST" -> find(name, found -> post(found, request.body()));
            case "GET", "HEAD" -> find(name, this::show);
            case "DELETE" -> ask((ActorRef<Boolean> replyTo) -> new Directory.Kill(name, replyTo))
                .thenApply(was -> was ? Response.of(NO_CONTENT) : unknown());
            default -> done(Response.problem(METHOD_NOT_ALLOWED, "no such method here")
                .with("Allow", "GET, HEAD, PUT, POST, DELETE"));
        };
    }

    private CompletableFuture<Response> spawn(String path, String name, byte[] body) throws RefusedException {
        Kind<?, ?> kind = world.kinds().get(Json.read(body, Wanted.class).kind());
        if (kind == null) {
            throw new RefusedException(BAD_REQUEST, "the kinds are " + String.join(", ", world.kinds().keySet()));
        }
        return ask((ActorRef<Directory.Spawned> replyTo) -> new Directory.Spawn(name, kind, replyTo))
            .thenApply(spawned -> switch (spawned) {
                case CREATED -> Response.of(CREATED).with("Location", path);
                case EXISTS -> Response.problem(CONFLICT, "the name is taken");
                case FULL -> Response.problem(SERVICE_UNAVAILABLE, "there are too many actors");
            });
    }

    private CompletableFuture<Response> post(Resource<?, ?> resource, byte[] body) {
        try {
            return done(switch (resource.post(body)) {
                case QUEUED -> Response.of(ACCEPTED);
                case FULL -> busy();
                case STOPPED -> unknown();
            });
        } catch (RefusedException e) {
            return done(Response.refusal(e));
        }
    }

    private CompletableFuture<Response> show(Resource<?, ?> resource) {
        return resource.state(world.system(), world.limits().answerWithin())
            .thenApplyAsync(state -> Response.json(OK, state), executor);
    }

    private CompletableFuture<Response> find(String name,
        Function<Resource<?, ?>, CompletableFuture<Response>> action) {
        return ask((ActorRef<Optional<Resource<?, ?>>> replyTo) -> new Directory.Find(name, replyTo))
            .thenComposeAsync(found -> found.map(action).orElseGet(() -> done(unknown())), executor);
    }

    private <R> CompletableFuture<R> ask(Function<ActorRef<R>, Directory.Command> question) {
        return world.system().ask(world.directory(), question, world.limits().answerWithin());
    }

    private static CompletableFuture<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    private static Response unknown() {
        return Response.problem(NOT_FOUND, "nobody has that name");
    }

    private static Response busy() {
        return Response.problem(SERVICE_UNAVAILABLE, "too many messages wait for it");
    }

    private static Response failure(Throwable cause) {
        return switch (cause instanceof CompletionException wrapped ? wrapped.getCause() : cause) {
            case AskFailedException e -> noAnswer(e.kind());
            case Throwable e -> broken(e);
        };
    }

    private static Response noAnswer(AskFailedException.Kind kind) {
        return switch (kind) {
            case TIMEOUT -> Response.problem(SERVICE_UNAVAILABLE, "it takes too long");
            case OVERFLOW -> busy();
            case UNDELIVERED, STOPPED -> unknown();
        };
    }

    private static Response broken(Throwable cause) {
        LOG.error("a request could not be carried out", cause);
        return Response.problem(INTERNAL_SERVER_ERROR, "it went wrong");
    }
}
