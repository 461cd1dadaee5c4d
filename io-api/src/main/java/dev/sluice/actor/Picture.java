package dev.sluice.actor;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Asks a cell, on its own thread, who its children are, and then asks those. */
final class Picture extends SystemMessage {
    /** Completes with null if the cell has ended. */
    private final CompletableFuture<ActorTree> tree = new CompletableFuture<>();

    static CompletableFuture<ActorTree> of(Cell<?> cell) {
        Picture picture = new Picture();
        cell.post(picture);
        return picture.tree;
    }

    /** Puts pictures together under one name. */
    static CompletableFuture<ActorTree> join(String name, ActorRef<?> ref,
        List<CompletableFuture<ActorTree>> children) {
        return CompletableFuture.allOf(children.toArray(CompletableFuture[]::new))
            .thenApply(all -> new ActorTree(name, ref, living(children)));
    }

    private static List<ActorTree> living(List<CompletableFuture<ActorTree>> children) {
        return children.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
    }

    @Override
    void deliver(Cell<?> cell) {
        List<CompletableFuture<ActorTree>> children = cell.children().stream().map(Picture::of).toList();
        join(cell.spec.name(), cell, children).thenAccept(tree::complete);
    }

    @Override
    void refused(Cell<?> cell) {
        tree.complete(null);
    }
}
