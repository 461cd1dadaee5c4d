package dev.sluice.bench.echo.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * An echo of Vert.x on one event loop. A pipe of a connection into itself stops reading while there is too much to
 * write.
 */
public final class VertxEchoServer {
    private VertxEchoServer() {}

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args none
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        InetSocketAddress local = Listening.anyPort();
        NetServerOptions options = new NetServerOptions()
            .setHost(local.getHostString())
            .setPort(local.getPort())
            .setAcceptBacklog(Listening.BACKLOG)
            .setTcpNoDelay(true);
        int port = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
            .createNetServer(options)
            .connectHandler(VertxEchoServer::echo)
            .listen().await().actualPort();
        ServerConsole.serve(port, Figures.ofAllThreads().plusDirect(NettyIo::directMemory));
    }

    private static void echo(NetSocket connection) {
        connection.pipeTo(connection);
    }
}
