package dev.sluice.bench.echo.server;

import dev.sluice.bench.report.Options;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetSocketAddress;

/** On what Netty's one loop waits. */
enum NettyIo {
    /** The JDK's selector. */
    NIO(NioServerSocketChannel.class, NioDatagramChannel.class),
    /** Its own library for Linux. */
    EPOLL(EpollServerSocketChannel.class, EpollDatagramChannel.class);

    final Class<? extends ServerChannel> listener;
    final Class<? extends DatagramChannel> socket;

    NettyIo(Class<? extends ServerChannel> listener, Class<? extends DatagramChannel> socket) {
        this.listener = listener;
        this.socket = socket;
    }

    /** What the command line says; ends the program if it isn't to be had. */
    static NettyIo parse(Class<?> program, String... args) {
        Options options = Options.of(program)
            .option("io", "nio", "on what the loop waits: nio, or epoll")
            .parse(args);
        return switch (options.text("io")) {
            case "nio" -> NIO;
            case "epoll" -> epoll(options);
            default -> throw options.fail("--io is neither nio nor epoll: " + options.text("io"));
        };
    }

    private static NettyIo epoll(Options options) {
        if (!Epoll.isAvailable()) {
            throw options.fail("Netty has no epoll here, mvn -Pnetty-native makes a bench.jar with it: "
                + Epoll.unavailabilityCause());
        }
        return EPOLL;
    }

    /** Whether it is on the class path; nothing is loaded for that. */
    static boolean hasNativeLibrary() {
        return NettyIo.class.getResource("/META-INF/native/libnetty_transport_native_epoll_x86_64.so") != null;
    }

    /** One thread, for the listener and all connections. */
    MultiThreadIoEventLoopGroup loop() {
        return new MultiThreadIoEventLoopGroup(1, factory());
    }

    private IoHandlerFactory factory() {
        return this == NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
    }

    /** What Netty has allocated past the JDK's buffers, as it does by default. */
    static long directMemory() {
        return Math.max(0, PlatformDependent.usedDirectMemory());
    }

    /** Serves on this channel until the standard input ends. */
    static void serve(Channel channel) throws IOException {
        Thread loop = channel.eventLoop().submit(Thread::currentThread).syncUninterruptibly().getNow();
        ServerConsole.serve(((InetSocketAddress) channel.localAddress()).getPort(),
            Figures.of(loop).plusDirect(NettyIo::directMemory));
    }
}
