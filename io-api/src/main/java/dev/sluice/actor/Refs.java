package dev.sluice.actor;

import java.util.Objects;

/** From a ref to the cell behind it. */
final class Refs {
    private Refs() {}

    static Cell<?> cell(ActorRef<?> ref, String argument) {
        return switch (Objects.requireNonNull(ref, argument)) {
            case Cell<?> cell -> cell;
            case View<?> view -> view.cell;
            default -> throw new IllegalArgumentException(argument + " is no actor of this library: " + ref);
        };
    }

    static Cell<?> living(ActorRef<?> ref, String argument) {
        Cell<?> cell = cell(ref, argument);
        if (cell.isClosed()) {
            throw new IllegalArgumentException(argument + " has stopped: " + ref);
        }
        return cell;
    }
}
