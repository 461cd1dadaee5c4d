package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.SocketOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterDatagramTest {
    private static final SocketAddress ADDRESS = InetSocketAddress.createUnresolved("somewhere", 1);
    /** None of them is what a method that does nothing would give. */
    private static final Map<Class<?>, Object> RESULTS = Map.of(boolean.class, true, int.class, 77, long.class, 77L,
        SocketAddress.class, ADDRESS, Object.class, "source", SocketOptions.Effective.class,
        new SocketOptions.Effective(Map.of("option", 1)));
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(int.class, 5, ByteBuffer.class,
        ByteBuffer.allocate(1));

    private Method called;
    private Object[] with;
    private final DatagramHandle inner = (DatagramHandle) Proxy.newProxyInstance(DatagramHandle.class.getClassLoader(),
        new Class<?>[] {DatagramHandle.class}, (proxy, method, arguments) -> {
            called = method;
            with = arguments;
            return RESULTS.get(method.getReturnType());
        });

    static Stream<Method> methods() {
        return Arrays.stream(DatagramHandle.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    /** Also those that the interface gets one day. */
    @ParameterizedTest
    @MethodSource("methods")
    void shouldPassEverythingOn(Method method) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        DatagramHandle filter = new FilterDatagram(inner) {};

        Object result = method.invoke(filter, arguments);

        assertEquals(method, called);
        assertArrayEquals(arguments, with == null ? new Object[0] : with);
        assertEquals(RESULTS.get(method.getReturnType()), result);
        called = null;
        assertTrue(filter.toString().contains(" on "));
    }
}
