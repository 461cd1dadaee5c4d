package dev.sluice.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterStreamTest {
    private static final SocketAddress ADDRESS = InetSocketAddress.createUnresolved("somewhere", 1);
    /** None of them is what a method that does nothing would give. */
    private static final Map<Class<?>, Object> RESULTS = Map.of(boolean.class, true, int.class, 77, long.class, 77L,
        SocketAddress.class, ADDRESS, Object.class, "source");
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(int.class, 5, long.class, 6L, ByteBuffer.class,
        ByteBuffer.allocate(1), ByteBuffer[].class, new ByteBuffer[1]);

    private Method called;
    private Object[] with;
    private final StreamHandle inner = proxy((proxy, method, arguments) -> {
        called = method;
        with = arguments;
        return RESULTS.get(method.getReturnType());
    });

    private static StreamHandle proxy(InvocationHandler does) {
        return (StreamHandle) Proxy.newProxyInstance(StreamHandle.class.getClassLoader(),
            new Class<?>[] {StreamHandle.class}, does);
    }

    static Stream<Method> methods() {
        return Arrays.stream(StreamHandle.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    /** Also those that the interface gets one day. */
    @ParameterizedTest
    @MethodSource("methods")
    void shouldPassEverythingOn(Method method) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        StreamHandle filter = new FilterStream(inner) {};

        Object result = method.invoke(filter, arguments);

        assertEquals(method, called);
        assertArrayEquals(arguments, with == null ? new Object[0] : with);
        assertEquals(RESULTS.get(method.getReturnType()), result);
    }

    @Test
    void shouldCopyAFileThroughItsOwnWrite(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "0123456789");
        StringBuilder seen = new StringBuilder();
        StreamHandle filter = new FilterStream(new FakeStream()) {
            @Override
            public int write(ByteBuffer source) throws IOException {
                seen.append(US_ASCII.decode(source.duplicate()));
                return super.write(source);
            }

            @Override
            public long transferFrom(FileChannel from, long position, long count, ByteBuffer scratch)
                throws IOException {
                return copyFrom(from, position, count, scratch);
            }
        };
        try (FileChannel channel = FileChannel.open(file)) {
            assertEquals(4, filter.transferFrom(channel, 3, 4, ByteBuffer.allocate(8)));
            assertEquals("3456", seen.toString());
        }
    }

    @Test
    void shouldCostNothingWithoutALayer() throws IOException {
        assertSame(inner, Layer.NONE.wrap(inner));
        assertTrue(new FilterStream(inner) {}.toString().endsWith(" on " + inner));
    }
}
