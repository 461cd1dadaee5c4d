package dev.sluice.bench.echo.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;

/** The echo of Netty's own examples on one loop: it flushes when nothing more is to be read for now. */
public final class NettyEchoServer {
    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.write(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // usually a reset
        }
    }

    private NettyEchoServer() {}

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args see {@code --help}
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        NettyIo io = NettyIo.parse(NettyEchoServer.class, args);
        NettyIo.serve(new ServerBootstrap()
            .group(io.loop())
            .channel(io.listener)
            .option(ChannelOption.SO_BACKLOG, Listening.BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Echo())
            .bind(Listening.anyPort()).syncUninterruptibly().channel());
    }
}
