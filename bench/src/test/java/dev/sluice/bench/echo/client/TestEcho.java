package dev.sluice.bench.echo.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An echo in this JVM, over TCP and UDP alike, that can do wrong. */
final class TestEcho implements AutoCloseable {
    enum Behaviour {
        ECHO,
        /** The last byte of each answer is another one. */
        LIE,
        /** Closes what it should answer; over UDP it is silent. */
        HANG_UP
    }

    private static final int BACKLOG = 100;
    private static final int BUFFER_BYTES = 65_536;

    private final Behaviour behaviour;
    private final ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final DatagramSocket datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress());

    TestEcho(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        start(this::accept);
        start(this::answerDatagrams);
    }

    int port(Exchange exchange) {
        return exchange == Exchange.DATAGRAMS ? datagrams.getLocalPort() : listener.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // closed, by the test or by the client
            }
        });
    }

    private void accept() throws IOException {
        while (true) {
            Socket connection = listener.accept();
            start(() -> answer(connection));
        }
    }

    private void answer(Socket connection) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        try (connection; InputStream in = connection.getInputStream()) {
            connection.setTcpNoDelay(true);
            for (int length; (length = in.read(bytes)) > 0 && behaviour != Behaviour.HANG_UP;) {
                spoil(bytes, length);
                connection.getOutputStream().write(bytes, 0, length);
            }
        }
    }

    private void answerDatagrams() throws IOException {
        DatagramPacket datagram = new DatagramPacket(new byte[BUFFER_BYTES], BUFFER_BYTES);
        while (true) {
            datagram.setLength(BUFFER_BYTES);
            datagrams.receive(datagram);
            spoil(datagram.getData(), datagram.getLength());
            if (behaviour != Behaviour.HANG_UP) {
                datagrams.send(datagram);
            }
        }
    }

    private void spoil(byte[] bytes, int length) {
        if (behaviour == Behaviour.LIE) {
            bytes[length - 1] ^= 1;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        datagrams.close();
    }
}
