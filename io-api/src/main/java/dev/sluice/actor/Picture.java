package dev.sluice.actor;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Asks a cell, in its turn, how it is and who its children are, and then asks those. */
final class Picture extends SystemMessage {
    private final Survey survey;
    private final Cell<?> cell;
    /** Completes with null if the cell has ended. */
    private final CompletableFuture<ActorTree> tree = new CompletableFuture<>();
    /** Null until the cell has answered. */
    private volatile List<Picture> children;

    private Picture(Survey survey, Cell<?> cell) {
        this.survey = survey;
        this.cell = cell;
    }

    static Picture of(Cell<?> cell, Survey survey) {
        Picture picture = new Picture(survey, cell);
        cell.post(picture);
        return picture;
    }

    /** Those of them that have not ended. */
    static CompletableFuture<List<ActorTree>> join(List<Picture> pictures) {
        return CompletableFuture.allOf(pictures.stream().map(picture -> picture.tree).toArray(CompletableFuture[]::new))
            .thenApply(all -> pictures.stream().map(picture -> picture.tree.join()).filter(Objects::nonNull).toList());
    }

    @Override
    void deliver(Cell<?> same) {
        if (tree.isDone()) {
            return;
        }
        ActorTree self = cell.picture();
        children = cell.children().stream().map(child -> of(child, survey)).toList();
        survey.answered();
        join(children).thenAccept(below -> tree.complete(with(self, below)));
    }

    private static ActorTree with(ActorTree self, List<ActorTree> children) {
        return new ActorTree(self.name(), self.ref(), self.state(), self.zone(), self.waiting(), self.handled(),
            self.restarts(), null, children);
    }

    @Override
    void refused(Cell<?> same) {
        survey.answered();
        tree.complete(null);
    }

    /** Whoever has not answered by now is drawn from outside. */
    void giveUp() {
        List<Picture> below = children;
        if (below == null) {
            tree.complete(cell.pictureFromOutside());
        } else {
            below.forEach(Picture::giveUp);
        }
    }
}
