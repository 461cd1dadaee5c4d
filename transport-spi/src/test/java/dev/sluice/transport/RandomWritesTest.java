package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteCommand;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, in whatever pieces the handle takes it: all bytes arrive in order, and each write is acked once. */
class RandomWritesTest {
    private static final int COMMANDS = 400;
    private static final ByteString SOURCE = random(1 << 18);

    @TempDir
    private Path folder;
    private final AtomicInteger unreleased = new AtomicInteger();
    private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
    private int writes;

    private Layer moody(Random random) {
        return inner -> new PassingHandle(inner) {
            @Override
            public int write(ByteBuffer source) throws IOException {
                int limit = source.limit();
                source.limit(limit - random.nextInt(1 + random.nextInt(1 + source.remaining())));
                int written = super.write(source);
                source.limit(limit);
                return written;
            }
        };
    }

    private WriteCommand part(Random random, Path file, Probe<Integer> writer) {
        int from = random.nextInt(SOURCE.length());
        int length = random.nextInt(1 + Math.min(1 << random.nextInt(18), SOURCE.length() - from));
        ByteString data = SOURCE.slice(from, from + length);
        expected.writeBytes(data.toByteArray());
        Ack<Integer> ack = new Ack<>(writer.ref(), writes++);
        return switch (random.nextInt(5)) {
            case 0 -> new WriteFile(file, from, length, ack);
            case 1 -> new WriteLease(TestLease.of(unreleased, data, true), ack);
            case 2 -> new WriteLease(TestLease.of(unreleased, data, false), ack);
            default -> new Write(data, ack);
        };
    }

    private Command command(Random random, Path file, Probe<Integer> writer) {
        if (random.nextInt(3) > 0) {
            return part(random, file, writer);
        }
        List<WriteCommand> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            parts.add(part(random, file, writer));
        }
        return new Compound(parts);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldArriveInOrder(long seed) throws Exception {
        Random random = new Random(seed);
        Path file = Files.write(folder.resolve("file"), SOURCE.toByteArray());
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedBytes(Integer.MAX_VALUE);
        try (ConnectionFixture fixture = slow(settings, seed % 2 == 0 ? Layer.NONE : moody(new Random(seed)))) {
            Probe<Integer> writer = Probe.in(fixture.system);
            for (int i = 0; i < COMMANDS; i++) {
                fixture.connection.tell(command(random, file, writer));
            }

            assertArrayEquals(expected.toByteArray(), fixture.receiveBytes(expected.size()));
            for (int i = 0; i < writes; i++) {
                writer.expect(i);
            }
            assertEquals(0, unreleased.get());
        }
    }
}
