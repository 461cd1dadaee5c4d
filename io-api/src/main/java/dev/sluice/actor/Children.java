package dev.sluice.actor;

import java.util.ArrayList;
import java.util.List;

/** The children of a cell, linked through the cells themselves. In the parent's turns only. */
final class Children {
    private Cell<?> eldest;
    private Cell<?> youngest;

    void add(Cell<?> child) {
        child.elder = youngest;
        if (youngest == null) {
            eldest = child;
        } else {
            youngest.younger = child;
        }
        youngest = child;
    }

    void remove(Cell<?> child) {
        if (child.elder == null) {
            eldest = child.younger;
        } else {
            child.elder.younger = child.younger;
        }
        if (child.younger == null) {
            youngest = child.elder;
        } else {
            child.younger.elder = child.elder;
        }
        child.elder = null;
        child.younger = null;
    }

    boolean isEmpty() {
        return eldest == null;
    }

    Cell<?> youngest() {
        return youngest;
    }

    /** Oldest first. */
    List<Cell<?>> list() {
        List<Cell<?>> children = new ArrayList<>();
        for (Cell<?> child = eldest; child != null; child = child.younger) {
            children.add(child);
        }
        return children;
    }
}
