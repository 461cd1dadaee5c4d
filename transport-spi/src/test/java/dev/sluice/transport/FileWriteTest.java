package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.Connection.WriteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWriteTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 20_000);

    @TempDir
    private Path folder;

    private long openFiles() throws IOException {
        try (Stream<Path> own = Files.list(Path.of("/proc/self/fd"))) {
            return own.filter(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).startsWith(folder);
                } catch (IOException e) {
                    return false; // closed meanwhile
                }
            }).count();
        }
    }

    @Test
    void shouldCloseItsFileThoughItIsGivenUpWhileItIsOpened() throws Exception {
        Path path = Files.write(folder.resolve("file"), new byte[1]);
        Semaphore read = new Semaphore(0);
        int spins = 0;
        for (int i = 0; i < ROUNDS; i++) {
            FileWrite file = new FileWrite(new WriteFile(path, null), bits -> read.release());
            file.readOn();
            int spun = 0;
            while (spun < spins && !file.isTried()) {
                Thread.onSpinWait();
                spun++;
            }
            boolean early = !file.isTried();
            file.close();
            spins = early ? spins + 50 : Math.max(0, spins - 49);
            read.acquire();
        }
        assertEquals(0, openFiles());
    }
}
