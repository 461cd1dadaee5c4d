package dev.sluice.bench.echo.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;

/** The same for datagrams: of up to 2048 B, which is all that Netty receives unless it is told to. */
public final class NettyDatagramEchoServer {
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            ctx.write(new DatagramPacket(packet.content(), packet.sender()));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }

    private NettyDatagramEchoServer() {}

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args see {@code --help}
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        NettyIo io = NettyIo.parse(NettyDatagramEchoServer.class, args);
        NettyIo.serve(new Bootstrap()
            .group(io.loop())
            .channel(io.socket)
            .handler(new Echo())
            .bind(Listening.anyPort()).syncUninterruptibly().channel());
    }
}
