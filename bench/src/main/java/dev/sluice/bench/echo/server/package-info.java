/**
 * The servers that are measured, each in a JVM of its own and all of them with the same flags: {@link
 * dev.sluice.bench.echo.server.ServerKind} lists them. A measurement starts one with {@link
 * dev.sluice.bench.echo.server.ServerProcess} and asks it about itself over its standard input.
 *
 * <pre>
 *            TCP                          UDP
 *   the JDK  BareEchoServer               BareDatagramEchoServer
 *            VirtualThreadsEchoServer
 *   Sluice   SluiceEchoServer             SluiceDatagramEchoServer
 *   Netty    NettyEchoServer              NettyDatagramEchoServer
 *   Pekko    PekkoEchoServer              PekkoDatagramEchoServer
 *   Vert.x   VertxEchoServer
 * </pre>
 */
package dev.sluice.bench.echo.server;
