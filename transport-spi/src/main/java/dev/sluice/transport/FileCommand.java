package dev.sluice.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Stands in the queue before the parts of a command with files in it: a single one, or a compound. Nothing of it leaves before all
 * its files are open, so that a missing one fails it while that costs the peer nothing.
 */
final class FileCommand {
    private final List<FileWrite> files = new ArrayList<>(1);
    private final int parts;
    private int filesDone;
    private long bytesBefore;
    private long writesBefore;

    FileCommand(int parts) {
        this.parts = parts;
    }

    /** Adds one of its files. */
    FileWrite add(FileWrite file) {
        files.add(file);
        return file;
    }

    void open() {
        files.forEach(FileWrite::readOn);
    }

    /** All files are open, or can't be opened. */
    boolean isTried() {
        for (FileWrite file : files) {
            if (!file.isTried()) {
                return false;
            }
        }
        return true;
    }

    /** The first of the files that has failed says why; null = none has. */
    Exception failure() {
        for (FileWrite file : files) {
            if (file.failure() != null) {
                return file.failure();
            }
        }
        return null;
    }

    /** Its parts are the first in the queue now; so much has been taken before. */
    void begins(long bytes, long writes) {
        bytesBefore = bytes;
        writesBefore = writes;
    }

    boolean hasPartlyLeft(long bytes) {
        return bytes > bytesBefore;
    }

    /** How many of its parts are not done. */
    int partsLeft(long writes) {
        return (int) (parts - (writes - writesBefore));
    }

    /** One of its files is done. True if it was the last. */
    boolean isLastFile() {
        return ++filesDone == files.size();
    }
}
