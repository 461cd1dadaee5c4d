package dev.sluice.transport.contract;

import java.net.SocketAddress;

/** A datagram that a bare handle has given. */
record Came(byte[] data, SocketAddress sender, boolean isTruncated) {}
